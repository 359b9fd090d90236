/** Rows grouped by the table row they were gathered from, as the kernel KennelScatter reads them on WebGPU. */
export interface RowGroups {
  /** Table rows that occur. */
  readonly count: number;
  /**
   * [3 capacity + 1], three lists: the rows by group; the table row of each group; where in the first list each group
   * begins, and where the last ends. The first two are `capacity` long, so that few sizes of it occur.
   */
  readonly lists: Int32Array;
}

/**
 * Groups rows 0 .. rows - 1 by `ids`, each a row of a table; within a group they keep their order. Linear time.
 * @param capacity At least `rows`.
 */
export function groupRows(ids: Int32Array, rows: number, tableRows: number, capacity: number): RowGroups {
  const ends = new Int32Array(tableRows);
  for (let row = 0; row < rows; row++) {
    const id = ids[row] ?? 0;
    ends[id] = (ends[id] ?? 0) + 1;
  }
  const lists = new Int32Array(3 * capacity + 1);
  let count = 0;
  let begin = 0;
  for (let id = 0; id < tableRows; id++) {
    const size = ends[id] ?? 0;
    ends[id] = begin;
    if (size === 0) continue;
    lists[capacity + count] = id;
    lists[2 * capacity + count] = begin;
    begin += size;
    count++;
  }
  lists[2 * capacity + count] = begin;
  for (let row = 0; row < rows; row++) {
    const id = ids[row] ?? 0;
    const at = ends[id] ?? 0;
    lists[at] = row;
    ends[id] = at + 1;
  }
  return { count, lists };
}
