import type { TrainingRow } from './training-row';

/**
 * One row for each labelled passage, so that an epoch trains on every one of them. The rows share their query, and the
 * sampler keeps such rows out of each other's batch.
 */
export function expandPositives(rows: readonly TrainingRow[]): TrainingRow[] {
  return rows.flatMap((row) => {
    if (row.positives.length === 1) return [row];
    return row.positives.map((positive, i) => {
      const { positiveIds, ...rest } = row;
      const id = positiveIds?.[i];
      return { ...rest, positives: [positive], ...(id === undefined ? {} : { positiveIds: [id] }) };
    });
  });
}
