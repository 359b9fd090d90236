import type { SetRole } from '../data/set-role';
import type { ChecksSummary } from '../doctor/checks-summary';
import type { MetricTable } from '../metrics/metric-table';
import type { Delta } from '../significance/delta';
import type { TTest } from '../significance/paired-t-test';
import { jsonText } from './json-text';

/** The figures of one evaluation set. */
export interface SetRecord {
  readonly testSet: {
    readonly name: string;
    readonly split: string;
    readonly role: SetRole;
    readonly queries: number;
    readonly passages: number;
  };
  /** `hybrid`: BM25 joined with the untouched model by reciprocal-rank fusion. */
  readonly baseline: {
    readonly bm25: MetricTable;
    readonly untouched?: MetricTable;
    readonly hybrid?: MetricTable;
  };
  readonly metrics: MetricTable;
  /** BM25 joined with the trained or evaluated model. */
  readonly hybrid?: MetricTable;
  /** Trained minus untouched, where there was training; `adjustedP` is its p after Holm's correction. */
  readonly delta?: Delta;
  readonly adjustedP?: number;
  readonly tTest?: TTest;
  /** The headline metric by how many of a query's relevant passages stood in training rows, where there was training. */
  readonly byPassages?: Readonly<
    Record<
      'seen' | 'mixed' | 'new',
      { readonly queries: number; readonly bm25: number; readonly before: number; readonly after: number }
    >
  >;
}

/** What metrics.json records: the figures of the primary set and of the others, and what it takes to get them again. */
export interface MetricsRecord extends SetRecord {
  readonly model: string;
  readonly seed: number;
  readonly backend: string;
  /** The headline, such as `nDCG@10`; `delta` and `tTest` are about it. */
  readonly metric: string;
  readonly others: readonly SetRecord[];
  /** What was found in the training data, and what was done about it, where there was training. */
  readonly checks?: ChecksSummary;
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  /** Versions of Kennel and of the libraries that computed the figures, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** metrics.json: the record and, per set and metric, the difference to each baseline. */
export function formatMetricsJson(record: MetricsRecord): string {
  const others = record.others.map((other) => ({ ...other, differences: differencesOf(other) }));
  return `${jsonText({ ...record, others, differences: differencesOf(record) }, 2)}\n`;
}

function differencesOf({ metrics, baseline: { bm25, untouched } }: SetRecord): Record<string, MetricTable> {
  return {
    bm25: subtract(metrics, bm25),
    ...(untouched === undefined ? {} : { untouched: subtract(metrics, untouched) }),
  };
}

/** Per metric that both tables hold. */
function subtract(table: MetricTable, baseline: MetricTable): MetricTable {
  const shared = Object.entries(table).flatMap(([name, value]) => {
    const other = baseline[name];
    return other === undefined ? [] : [[name, value - other] as const];
  });
  return Object.fromEntries(shared);
}
