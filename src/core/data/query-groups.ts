import { createNumbering } from './numbering';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';

/** The distinct queries of rows (compared by `textHash`), numbered in the order of first appearance. */
export interface QueryGroups {
  readonly count: number;
  /** The number of each row's query. */
  readonly ofRow: Int32Array;
}

export function groupByQuery(rows: RowList): QueryGroups {
  const numbering = createNumbering();
  const ofRow = Int32Array.from(digestOf(rows).queries, (hash) => numbering.numberOf(hash));
  return { count: numbering.size, ofRow };
}

/** 1 for each of the queries given, 0 for the others. */
export function markQueries(count: number, queries: readonly number[]): Uint8Array {
  const marks = new Uint8Array(count);
  for (const query of queries) marks[query] = 1;
  return marks;
}
