import type { SyntheticRow } from '../../core/synthesis/synthetic-row';

/** Keeps the rows of the table in their order while they change, without looking through them for each change. */
export interface RowMerger {
  /** Begins anew with these rows. */
  start(rows: readonly SyntheticRow[]): readonly SyntheticRow[];
  /** A new list: rows with a known id take the place of the earlier ones, others come at the end. */
  merge(rows: readonly SyntheticRow[], changed: readonly SyntheticRow[]): readonly SyntheticRow[];
}

export function createRowMerger(): RowMerger {
  let places = new Map<string, number>();
  return {
    start: (rows) => {
      places = new Map(rows.map(({ id }, at) => [id, at]));
      return rows;
    },
    merge: (rows, changed) => {
      if (changed.length === 0) return rows;
      const merged = [...rows];
      for (const row of changed) {
        const at = places.get(row.id) ?? merged.length;
        places.set(row.id, at);
        merged[at] = row;
      }
      return merged;
    },
  };
}
