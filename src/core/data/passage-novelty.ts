import { textHash } from '../text/text-hash';
import type { EvalSet, Passage } from './eval-set';
import { createNumbering } from './numbering';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';

/**
 * Whether training rows hold the relevant passages of a query among their texts: all of them, some, or none. Null for a
 * query without a relevant passage in the corpus.
 */
export type Novelty = 'seen' | 'mixed' | 'new' | null;

/**
 * The novelty of each query of a set, in order. A passage is seen with its title or without it; texts are compared by
 * `textHash`. `relevanceLevel` is the lowest grade that counts as relevant.
 */
export function noveltyOf(
  { queries, qrels, corpus }: EvalSet,
  seenRows: readonly RowList[],
  { relevanceLevel }: { readonly relevanceLevel: number },
): Novelty[] {
  const trained = createNumbering();
  for (const rows of seenRows) for (const hash of digestOf(rows).passages) trained.numberOf(hash);
  const isSeen = ({ title, text }: Passage): boolean =>
    [text, `${title} ${text}`].some((form) => form !== '' && trained.find(textHash(form)) !== undefined);
  const relevant = new Set(
    [...qrels.values()].flatMap((grades) =>
      [...grades].filter(([, grade]) => grade >= relevanceLevel).map(([id]) => id),
    ),
  );
  const seen = new Map(corpus.filter(({ id }) => relevant.has(id)).map((one) => [one.id, isSeen(one)]));
  return queries.map(({ id }) => {
    const known = [...(qrels.get(id) ?? [])].flatMap(([passage, grade]) =>
      grade >= relevanceLevel ? (seen.get(passage) ?? []) : [],
    );
    if (known.length === 0) return null;
    if (known.every(Boolean)) return 'seen';
    return known.some(Boolean) ? 'mixed' : 'new';
  });
}
