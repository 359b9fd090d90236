import type { RunSummary } from '../engine/protocol/stored-runs';

export type RunColumn = 'name' | 'date' | 'model' | 'loss' | 'metric' | 'change' | 'outside';

export interface RunOrder {
  readonly column: RunColumn;
  readonly descending: boolean;
}

export const NEWEST_FIRST: RunOrder = { column: 'date', descending: true };

/** The difference to the untouched model on the first out-of-distribution set; undefined without one. */
export function outsideChange({ sets }: Pick<RunSummary, 'sets'>): number | undefined {
  return sets.slice(1).find(({ testSet }) => testSet.role === 'out')?.delta.mean;
}

/** Runs by a column; those that have no value there come last either way, equal ones newest first. */
export function sortRuns(runs: readonly RunSummary[], { column, descending }: RunOrder): RunSummary[] {
  const sign = descending ? -1 : 1;
  return runs.toSorted((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    if (x === y) return a.date < b.date ? 1 : -1;
    return x < y ? -sign : sign;
  });
}

function valueOf(run: RunSummary, column: RunColumn): string | number | undefined {
  switch (column) {
    case 'name':
    case 'date':
    case 'model':
    case 'loss':
      return run[column];
    case 'metric':
      return run.sets[0]?.headline.mean;
    case 'change':
      return run.sets[0]?.delta.mean;
    case 'outside':
      return outsideChange(run);
  }
}
