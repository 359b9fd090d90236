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
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const all = rows.map((row) => {
    const passages = [...row.positives, ...row.negatives];
    if (row.synthetic) passages.push(row.synthetic.text);
    const keys = new Set([`q${textKey(row.query)}`, ...passages.map((text) => `p${textKey(text)}`)]);
    return Array.from(keys, (key) => {
      const number = numbers.get(key) ?? counts.length;
      if (number === counts.length) {
        numbers.set(key, number);
        counts.push(0);
      }
      counts[number] = (counts[number] ?? 0) + 1;
      return number;
    });
  });
  const shared = (key: number): boolean => (counts[key] ?? 0) > 1;
  return { ofRow: all.map((keys) => Int32Array.from(keys.filter(shared))), counts: Int32Array.from(counts) };
}
