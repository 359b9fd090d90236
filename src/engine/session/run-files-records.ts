import { jsonText } from '../../core/results/json-text';
import { formatPerQueryCsv } from '../../core/results/per-query-csv';
import { setSuffixes } from '../../core/results/set-suffixes';
import type { OutputFile } from '../protocol/results';
import { VERSIONS } from './records';
import type { MeasuredRunFiles } from './run-files';

/** metrics.json and, for every set, per-query.csv with a column for each run and metric. */
export function runFilesRecords({ result, sets, settings, comparisons }: MeasuredRunFiles): OutputFile[] {
  const record = { ...result, comparisons, settings, versions: VERSIONS };
  const suffixes = setSuffixes(sets.map(({ set }) => set.name));
  const tables = sets.map(({ set, runs }, i) => {
    const columns = result.metrics.flatMap((metric) =>
      runs.map(({ name, perQuery }) => ({
        name: `${name} ${metric}`,
        values: perQuery.get(metric) ?? new Map<string, number>(),
      })),
    );
    const text = formatPerQueryCsv(set.queries, columns);
    return { name: `per-query${suffixes[i] ?? ''}.csv`, blob: new Blob([text], { type: 'text/csv' }) };
  });
  const metrics = new Blob([`${jsonText(record, 2)}\n`], { type: 'application/json' });
  return [{ name: 'metrics.json', blob: metrics }, ...tables];
}
