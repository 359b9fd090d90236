import type { Passage } from '../data/eval-set';
import { digestOf } from '../data/row-digest';
import type { RowList } from '../data/row-list';
import { textKey } from '../text/text-key';

/** Ids of passages of a corpus, by the hash of the query that they answer. */
export type AnswersById = ReadonlyMap<number, ReadonlySet<string>>;

/**
 * The passages of a corpus that rows name as answers by their id, and whose text is another than in the rows. Ids of two
 * collections may be the same by chance, as numbers are. So an id counts where one of the two texts holds the other (a
 * title stands before it, or its end was cut), or where that is so for most of the ids that the rows share with the
 * corpus.
 */
export function answersById(rows: RowList, passages: readonly Passage[]): AnswersById {
  const passageOf = new Map(passages.map((passage) => [passage.id, passage]));
  const { queries } = digestOf(rows);
  const named = new Map<number, Set<string>>();
  const akin = new Map<number, Set<string>>();
  let shared = 0;
  let agreeing = 0;
  let row = 0;
  for (const { positives, positiveIds = [] } of rows) {
    const query = queries[row++] ?? 0;
    for (const [at, id] of positiveIds.entries()) {
      const passage = passageOf.get(id);
      if (passage === undefined) continue;
      const likeness = compare(positives[at] ?? '', passage);
      shared++;
      if (likeness !== 'other') agreeing++;
      if (likeness === 'same') continue;
      add(named, query, id);
      if (likeness === 'akin') add(akin, query, id);
    }
  }
  return 2 * agreeing > shared ? named : akin;
}

function compare(answer: string, { title, text }: Passage): 'same' | 'akin' | 'other' {
  const [a, b] = [textKey(answer), textKey(text === '' ? title : text)];
  if (a === b || a === textKey(`${title} ${text}`)) return 'same';
  return a.includes(b) || b.includes(a) ? 'akin' : 'other';
}

function add(ids: Map<number, Set<string>>, query: number, id: string): void {
  const known = ids.get(query);
  if (known === undefined) ids.set(query, new Set([id]));
  else known.add(id);
}
