import { createNumbering } from './numbering';
import { COT, digestOf } from './row-digest';
import type { RowList } from './row-list';

/** Which rows must not meet in a batch, as numbers: two rows conflict when they have a key in common. */
export interface ConflictKeys {
  readonly rows: number;
  /** Keys of a row, each once. Only keys that at least two rows have are listed. */
  ofRow(row: number): Int32Array;
  /** Rows that have key k. */
  readonly counts: Int32Array;
}

/** Keys row by row: those of row i are from `starts[i]` to before `starts[i + 1]`. */
interface KeyTable {
  readonly starts: Int32Array;
  readonly keys: Int32Array;
}

/**
 * Numbers the queries and the passages (labelled, synthetic, negative; by `textHash`) that stand in two rows or more.
 * Two different texts are taken for one with the chance that `RowDigest` gives; such rows then never meet in a batch.
 */
export function findConflictKeys(rows: RowList): ConflictKeys {
  const all = numberTexts(rows);
  const counts = new Int32Array(all.keys.length);
  for (const key of all.keys) counts[key] = (counts[key] ?? 0) + 1;
  const { starts, keys } = keepKeys(all, (key) => (counts[key] ?? 0) > 1);
  return { rows: rows.length, ofRow: (row) => keys.subarray(starts[row], starts[row + 1]), counts };
}

function numberTexts(rows: RowList): KeyTable {
  const { queries, passages, starts, views } = digestOf(rows);
  const numbering = createNumbering();
  const keys = new Int32Array(queries.length + passages.length);
  const lastRow = new Int32Array(keys.length).fill(-1); // of each key: a key counts once a row
  const keyStarts = new Int32Array(queries.length + 1);
  let count = 0;
  const add = (hash: number, row: number): void => {
    const key = numbering.numberOf(hash);
    if (lastRow[key] === row) return;
    lastRow[key] = row;
    keys[count++] = key;
  };
  queries.forEach((query, row) => {
    add(-1 - query, row); // below zero: a query may read like a passage
    const end = (starts[row + 1] ?? 0) - ((views[row] ?? 0) & COT ? 1 : 0); // the last one is the chain of thought
    for (let i = starts[row] ?? 0; i < end; i++) add(passages[i] ?? 0, row);
    keyStarts[row + 1] = count;
  });
  return { starts: keyStarts, keys: keys.subarray(0, count) };
}

function keepKeys({ starts, keys }: KeyTable, wanted: (key: number) => boolean): KeyTable {
  const kept = new Int32Array(keys.length);
  let count = 0;
  const keptStarts = starts.map((end, at) => {
    for (let i = at === 0 ? end : (starts[at - 1] ?? 0); i < end; i++) {
      const key = keys[i] ?? 0;
      if (wanted(key)) kept[count++] = key;
    }
    return count;
  });
  return { starts: keptStarts, keys: kept.slice(0, count) };
}
