import { textKey } from '../text/text-key';
import type { TrainingRow } from './training-row';

/** Which rows must not meet in a batch, as numbers: two rows conflict when they have a key in common. */
export interface ConflictKeys {
  /** Keys of row i. Only keys that at least two rows have are listed. */
  readonly ofRow: readonly Int32Array[];
  /** Rows that have key k. */
  readonly counts: Int32Array;
}

/**
 * Numbers the queries and the passages (labelled, synthetic, negative; by `textKey`) that stand in two rows or
 * more. The texts' keys are only held meanwhile, so that a large data set does not lie in memory twice.
 */
export function findConflictKeys(rows: readonly TrainingRow[]): ConflictKeys {
  const queries = new Map<string, number>();
  const passages = new Map<string, number>(); // apart: a query may read like a passage
  const counts: number[] = [];
  const numberOf = (text: string, numbers: Map<string, number>): number => {
    const key = textKey(text);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, counts.length);
    return counts.push(0) - 1;
  };
  const all = rows.map((row) => {
    const keys = new Set([numberOf(row.query, queries)]);
    for (const text of row.positives) keys.add(numberOf(text, passages));
    for (const text of row.negatives) keys.add(numberOf(text, passages));
    if (row.synthetic) keys.add(numberOf(row.synthetic.text, passages));
    for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
    return Int32Array.from(keys);
  });
  const shared = (key: number): boolean => (counts[key] ?? 0) > 1;
  return { ofRow: all.map((keys) => keys.filter(shared)), counts: Int32Array.from(counts) };
}
