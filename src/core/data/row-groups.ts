import type { RowList } from './row-list';

/** What tells the groups of training rows apart: how their passage was made, or the file they come from. */
export type GroupedBy = 'paradigm' | 'file';

/** Name of the rows whose file does not say how their passage was made. */
export const UNSTATED_PARADIGM = 'not stated';

export interface RowGroup {
  readonly name: string;
  readonly rows: number;
}

/** Training rows by paradigm or by file. */
export interface RowGroups {
  /** In the order of first appearance. */
  readonly groups: readonly RowGroup[];
  /** The place in `groups` of each row's group. */
  readonly ofRow: Int32Array;
}

/** Rows read between two pauses. */
const AT_ONCE = 256;

/**
 * Groups rows; reads each of them once.
 * @param pause awaited now and then (see `createPause`); what it throws ends the work
 */
export async function groupRows(
  rows: RowList,
  by: GroupedBy,
  pause: () => Promise<void>,
): Promise<RowGroups> {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const ofRow = new Int32Array(rows.length);
  let at = 0;
  for (const row of rows) {
    if (at % AT_ONCE === 0) await pause();
    const name = by === 'file' ? row.file : (row.paradigm ?? UNSTATED_PARADIGM);
    const group = numbers.get(name) ?? numbers.size;
    numbers.set(name, group);
    counts[group] = (counts[group] ?? 0) + 1;
    ofRow[at++] = group;
  }
  return { groups: [...numbers.keys()].map((name, group) => ({ name, rows: counts[group] ?? 0 })), ofRow };
}
