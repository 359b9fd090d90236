import type { TrainingRow } from '../../core/data/training-row';
import { textHash } from '../../core/text/text-hash';

/** Query hash -> hashes of every text known to answer it, over the whole data set. */
export type KnownPositives = ReadonlyMap<number, ReadonlySet<number>>;

/** Collects, for each query, all its positives in all its rows: none of them may serve as its negative. */
export function collectPositives(rows: readonly TrainingRow[]): KnownPositives {
  const known = new Map<number, Set<number>>();
  for (const row of rows) {
    const query = textHash(row.query);
    const texts = known.get(query) ?? new Set<number>();
    known.set(query, texts);
    for (const text of row.positives) texts.add(textHash(text));
    if (row.synthetic?.verified) texts.add(textHash(row.synthetic.text));
    if (row.cot !== undefined) texts.add(textHash(row.cot));
  }
  return known;
}
