import type { ConflictKeys } from './conflict-keys';

/** Batches being filled: which rows lie in each and which keys they have. */
export interface BatchBoard {
  readonly batches: readonly number[][];
  /** How many of the row's keys are already in the batch; `without`: a row to leave out of the count. */
  conflicts(row: number, batch: number, without?: number): number;
  isFull(batch: number): boolean;
  place(row: number, batch: number): void;
  /** Exchanges the rows at two places. */
  swap(batchA: number, at: number, batchB: number, bt: number): void;
}

/** Creates empty batches of the given sizes. */
export function createBatchBoard(sizes: readonly number[], keys: ConflictKeys): BatchBoard {
  const batches: number[][] = sizes.map(() => []);
  const counts = sizes.map(() => new Map<number, number>());
  const count = (row: number, batch: number, step: number): void => {
    const ofBatch = counts[batch];
    if (ofBatch) for (const key of keys.ofRow(row)) ofBatch.set(key, (ofBatch.get(key) ?? 0) + step);
  };
  return {
    batches,
    conflicts(row, batch, without) {
      const ofBatch = counts[batch];
      const left = without === undefined ? undefined : keys.ofRow(without);
      let found = 0;
      for (const key of keys.ofRow(row)) {
        const there = (ofBatch?.get(key) ?? 0) - (left?.includes(key) ? 1 : 0);
        if (there > 0) found++;
      }
      return found;
    },
    isFull: (batch) => (batches[batch]?.length ?? 0) >= (sizes[batch] ?? 0),
    place(row, batch) {
      batches[batch]?.push(row);
      count(row, batch, 1);
    },
    swap(batchA, at, batchB, bt) {
      const a = batches[batchA];
      const b = batches[batchB];
      const rowA = a?.[at];
      const rowB = b?.[bt];
      if (!a || !b || rowA === undefined || rowB === undefined) return;
      a[at] = rowB;
      b[bt] = rowA;
      count(rowA, batchA, -1);
      count(rowB, batchB, -1);
      count(rowB, batchA, 1);
      count(rowA, batchB, 1);
    },
  };
}
