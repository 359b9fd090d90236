import type { MetricTable } from '../metrics/metric-table';
import type { Delta } from '../significance/delta';
import type { TTest } from '../significance/paired-t-test';
import { jsonText } from './json-text';

/** What metrics.json records: the figures, and what it takes to get them again. */
export interface MetricsRecord {
  readonly model: string;
  readonly seed: number;
  readonly backend: string;
  /** The headline, such as `nDCG@10`; `delta` and `tTest` are about it. */
  readonly metric: string;
  readonly testSet: { readonly name: string; readonly queries: number; readonly passages: number };
  readonly baseline: { readonly bm25: MetricTable; readonly untouched?: MetricTable };
  readonly metrics: MetricTable;
  /** Trained minus untouched, where there was training. */
  readonly delta?: Delta;
  readonly tTest?: TTest;
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  /** Versions of Kennel and of the libraries that computed the figures, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** metrics.json: the record and, per metric, the difference to each baseline. */
export function formatMetricsJson(record: MetricsRecord): string {
  const { bm25, untouched } = record.baseline;
  const differences = {
    bm25: subtract(record.metrics, bm25),
    ...(untouched === undefined ? {} : { untouched: subtract(record.metrics, untouched) }),
  };
  return `${jsonText({ ...record, differences }, 2)}\n`;
}

/** Per metric that both tables hold. */
function subtract(table: MetricTable, baseline: MetricTable): MetricTable {
  const shared = Object.entries(table).flatMap(([name, value]) => {
    const other = baseline[name];
    return other === undefined ? [] : [[name, value - other] as const];
  });
  return Object.fromEntries(shared);
}
