// Runs that other systems made, measured from their files.
import type { MetricTable } from '../../core/metrics/metric-table';

/** One run on one set of judged queries. */
export interface RunFigures {
  readonly name: string;
  /** Judged queries for which it holds documents. */
  readonly returned: number;
  readonly metrics: MetricTable;
}

/** The runs that rank a query of the set. */
export interface JudgedRunSet {
  readonly name: string;
  readonly queries: number;
  readonly runs: readonly RunFigures[];
}

export interface RunFilesResult {
  /** Headline metric, such as `nDCG@10`. */
  readonly metric: string;
  /** Every metric of the tables, in their order. */
  readonly metrics: readonly string[];
  /** Names of the runs, all different, in the order of their files. */
  readonly runs: readonly string[];
  readonly sets: readonly JudgedRunSet[];
  readonly notes: readonly string[];
}

/** What to compare, by the names of the runs: each of `others` with `baseline`, on every set that both rank. */
export interface RunFilesComparison {
  readonly baseline: string;
  readonly others: readonly string[];
  readonly metric: string;
}
