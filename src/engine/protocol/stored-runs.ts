// The record of a run that the browser keeps: everything but its weights and the texts.
import type { SetRole } from '../../core/data/set-role';
import type { MetricTable } from '../../core/metrics/metric-table';
import type { RunComparison } from '../../core/run-files/compare-runs';
import type { Delta } from '../../core/significance/delta';
import type { Interval } from '../../core/significance/interval';
import type { BackendName } from './device';
import type { TestSet } from './results';

/** How a run ended; one that was cancelled or failed has weights and a curve, but no figures. */
export type RunEnd = 'finished' | 'early' | 'by user' | 'cancelled' | 'failed';

/** Figures on one evaluation set. */
export interface StoredSet {
  readonly testSet: TestSet;
  /** Fingerprint of queries, judgements and corpus: only runs that have the same one can be compared. */
  readonly questions: string;
  /** Headline metric of the trained model. */
  readonly headline: Interval;
  /** Headline metric, trained minus untouched. */
  readonly delta: Delta;
  readonly adjustedP: number;
  readonly bm25: MetricTable;
  readonly untouched: MetricTable;
  readonly metrics: MetricTable;
}

/** The curve that chose the weights. */
export interface StoredDev {
  /** Of its queries, such as `dev`. */
  readonly name: string;
  readonly queries: number;
  /** As in `StoredSet`. */
  readonly questions: string;
  readonly untouched: number;
  /** Where the weights that were kept stand; null where that step was not measured. */
  readonly kept: Interval | null;
}

/** What the list of runs shows. */
export interface RunSummary {
  readonly id: string;
  /** No other stored run has it when it is stored; the person may change it. */
  readonly name: string;
  /** When it ended, ISO 8601. */
  readonly date: string;
  /** Kept whatever else is stored. */
  readonly pinned: boolean;
  readonly model: string;
  readonly loss: string;
  readonly data: {
    readonly files: readonly { readonly name: string; readonly rows: number }[];
    /** Rows trained on, and their fingerprint (empty where the browser cannot hash). */
    readonly rows: number;
    readonly hash: string;
  };
  /** Every setting, as text: later versions may know others. */
  readonly settings: Readonly<Record<string, string>>;
  /** Headline metric, such as `nDCG@10`. */
  readonly metric: string;
  readonly ended: RunEnd;
  readonly steps: number;
  /** Step whose weights were kept. */
  readonly bestStep: number;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly dev: StoredDev;
  /** The primary set first; empty where the run did not come to the final measurement. */
  readonly sets: readonly StoredSet[];
  readonly notes: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

/** The steps of a run, thinned where there are very many; lists of the same length. */
export interface StoredSteps {
  readonly step: Float64Array;
  /** Fractional. */
  readonly epoch: Float64Array;
  readonly loss: Float64Array;
}

/** The headline metric on the curve of one set; lists of the same length. */
export interface StoredCurve {
  readonly set: string;
  readonly role: SetRole;
  readonly step: readonly number[];
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Per-query values on one set, in the order of `queries`; NaN where a query does not count. */
export interface StoredValues {
  readonly set: string;
  /** Ids. */
  readonly queries: readonly string[];
  /** The headline metric. */
  readonly bm25: Float32Array;
  readonly before: Float32Array;
  /** Every metric of the trained model, by name. */
  readonly after: Readonly<Record<string, Float32Array>>;
}

export interface RunDetails {
  readonly steps: StoredSteps;
  /** The one that chose the weights first. */
  readonly curves: readonly StoredCurve[];
  /** One for each of the sets of the summary. */
  readonly values: readonly StoredValues[];
}

export interface StoredRun {
  readonly summary: RunSummary;
  readonly details: RunDetails;
}

/** What a person may change of a stored run. */
export interface RunChange {
  readonly name?: string;
  readonly pinned?: boolean;
}

/** Which runs to hold against each other: on which set and by which metric; '' leaves the choice to the engine. */
export interface StoredComparisonRequest {
  readonly ids: readonly string[];
  readonly set: string;
  readonly metric: string;
}

/** Two runs on the same queries: `run` minus `baseline`, both ids. */
export type StoredPair = Omit<RunComparison, 'set' | 'metric'>;

export interface StoredComparison {
  /** Of the chosen runs, in the order they were asked for. */
  readonly runs: readonly StoredRun[];
  /** Names of all sets that a chosen run was measured on, and all metrics that can be asked for. */
  readonly sets: readonly string[];
  readonly metrics: readonly string[];
  /** Those compared by. */
  readonly set: string;
  readonly metric: string;
  /** Metrics with intervals on the set, one entry a run; null for a run that was not measured on it. */
  readonly figures: readonly (Readonly<Record<string, Interval>> | null)[];
  /** Corrected together (Holm). */
  readonly pairs: readonly StoredPair[];
  /** Pairs of ids that cannot be compared, and why. */
  readonly refusals: readonly {
    readonly run: string;
    readonly baseline: string;
    readonly reason: string;
  }[];
}
