// What a run and an evaluation give.
import type { SetRole } from '../../core/data/set-role';
import type { MetricTable } from '../../core/metrics/metric-table';
import type { Delta } from '../../core/significance/delta';
import type { AlignmentFigures } from './alignment';
import type { BackendName } from './device';

export interface QueryResult {
  readonly id: string;
  readonly text: string;
  readonly bm25: number;
  readonly before: number;
  readonly after: number;
}

/** What figures were measured on. */
export interface TestSet {
  /** The evaluation set's name, or `held-out queries`. No other set of a result has it. */
  readonly name: string;
  /** The split of it, such as `test`. */
  readonly split: string;
  readonly role: SetRole;
  readonly queries: number;
  readonly passages: number;
}

/** Mean of the headline metric over some of the questions; 0 where there are none. */
export interface PassageGroup {
  readonly queries: number;
  readonly bm25: number;
  readonly before: number;
  readonly after: number;
}

/** Questions by how many of their relevant passages stand in training rows: all, some, none. */
export interface PassageGroups {
  readonly seen: PassageGroup;
  readonly mixed: PassageGroup;
  readonly new: PassageGroup;
}

/** A trained model beside BM25 and the untouched model on one evaluation set. */
export interface SetResult {
  readonly testSet: TestSet;
  /** `hybrid`: BM25 joined with the untouched model, where the settings want it. */
  readonly baseline: {
    readonly bm25: MetricTable;
    readonly untouched: MetricTable;
    readonly hybrid?: MetricTable;
  };
  readonly metrics: MetricTable;
  /** BM25 joined with the trained model, where the settings want it. */
  readonly hybrid?: MetricTable;
  /** Headline metric, trained minus untouched. */
  readonly delta: Delta;
  /** `delta.p` after Holm's correction for the number of sets of the run. */
  readonly adjustedP: number;
  /** Queries whose best-ranked passage is relevant: BM25, untouched, trained. */
  readonly foundFirst: { readonly bm25: number; readonly before: number; readonly after: number };
  readonly byPassages: PassageGroups;
  readonly queries: readonly QueryResult[];
}

/**
 * The result of a run, as the headless command prints it and the page shows it. The figures are those of the primary set,
 * whose dev split (or held-out training queries) chose the weights; `others` has those of the other sets.
 */
export interface RunResult extends SetResult {
  readonly model: string;
  readonly loss: string;
  readonly steps: number;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly seed: number;
  /** Headline metric, such as `nDCG@10`. */
  readonly metric: string;
  readonly others: readonly SetResult[];
  /** Step whose weights were kept. */
  readonly bestStep: number;
  readonly stopped: 'finished' | 'early' | 'by user';
  readonly tokensPerSecond: number;
  /** Bytes on the device: planned, held at most (null where it doesn't tell), there; and the mini-batch at the end. */
  readonly memory: {
    readonly planned: number;
    readonly peak: number | null;
    readonly limit: number;
    readonly miniBatch: number;
  };
  readonly notes: readonly string[];
  /** Of a run on preferences: what the other figures call untouched is then the model that it began with. */
  readonly alignment?: AlignmentFigures;
}

/** A model beside BM25 on one evaluation set. */
export interface SetAssessment {
  readonly testSet: TestSet;
  readonly baseline: { readonly bm25: MetricTable };
  readonly metrics: MetricTable;
  /** BM25 joined with the model, where the settings want it. */
  readonly hybrid?: MetricTable;
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly bm25: number;
    readonly value: number;
  }[];
}

/** Figures of an untrained or re-opened model: on the primary set, and in `others` on every other. */
export interface EvaluateResult extends SetAssessment {
  readonly model: string;
  readonly metric: string;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly others: readonly SetAssessment[];
  readonly notes: readonly string[];
}

export interface OutputFile {
  readonly name: string;
  readonly blob: Blob;
}
