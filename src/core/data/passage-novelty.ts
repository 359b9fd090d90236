import { textHash } from '../text/text-hash';
import type { EvalSet, Passage } from './eval-set';
import { createNumbering, type Numbering } from './numbering';
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
 * @param mined Passages that rows got as negatives on the way, by their hash
 */
export function noveltyOf(
  { queries, qrels, corpus }: EvalSet,
  seenRows: readonly RowList[],
  { relevanceLevel }: { readonly relevanceLevel: number },
  mined?: Pick<Numbering, 'find'>,
): Novelty[] {
  const trained = createNumbering();
  for (const rows of seenRows) for (const hash of digestOf(rows).passages) trained.numberOf(hash);
  const known = (hash: number): boolean => (trained.find(hash) ?? mined?.find(hash)) !== undefined;
  const isSeen = ({ title, text }: Passage): boolean =>
    [text, `${title} ${text}`].some((form) => form !== '' && known(textHash(form)));
  const relevant = new Set(
    [...qrels.values()].flatMap((grades) =>
      [...grades].filter(([, grade]) => grade >= relevanceLevel).map(([id]) => id),
    ),
  );
  const seen = new Map(corpus.filter(({ id }) => relevant.has(id)).map((one) => [one.id, isSeen(one)]));
  return queries.map(({ id }) => {
    const judged = [...(qrels.get(id) ?? [])].flatMap(([passage, grade]) =>
      grade >= relevanceLevel ? (seen.get(passage) ?? []) : [],
    );
    if (judged.length === 0) return null;
    if (judged.every(Boolean)) return 'seen';
    return judged.some(Boolean) ? 'mixed' : 'new';
  });
}
