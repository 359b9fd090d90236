import type { ConflictKeys } from './conflict-keys';

/** Batches being filled: which rows lie in each and which keys they have. */
export interface BatchBoard {
  readonly batches: readonly number[][];
  /** How many of the row's keys are already in the batch; `without`: a row to leave out of the count. */
  conflicts(row: number, batch: number, without?: number): number;
  /** Whether the batch has all the rows of this group that it may have. */
  isFull(batch: number, group: number): boolean;
  place(row: number, batch: number): void;
  /** Exchanges the rows at two places. */
  swap(batchA: number, at: number, batchB: number, bt: number): void;
}

/**
 * Creates empty batches.
 * @param quotas for each batch the rows of each group that it is to have
 */
export function createBatchBoard(
  quotas: readonly (readonly number[])[],
  keys: ConflictKeys,
  groupOf: (row: number) => number,
): BatchBoard {
  const batches: number[][] = quotas.map(() => []);
  const free = quotas.map((quota) => [...quota]);
  const counts = quotas.map(() => new Map<number, number>());
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
    isFull: (batch, group) => (free[batch]?.[group] ?? 0) === 0,
    place(row, batch) {
      batches[batch]?.push(row);
      const left = free[batch];
      const group = groupOf(row);
      if (left) left[group] = (left[group] ?? 0) - 1;
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
