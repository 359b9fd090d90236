/**
 * What the page and the engine's worker say to each other. Types only: importing this file loads no tfjs.
 * `Api` is the one list of commands; the client and the worker derive their messages from it, so that a
 * forgotten command does not compile.
 */
import type { FileReport } from '../core/data/file-report';
import type { Finding } from '../core/data/finding';
import type { Reject } from '../core/data/training-row';
import type { MemoryLimits, MemoryPlan } from '../core/memory/plan-memory';
import type { Proposal } from '../core/memory/propose-fit';
import type { MetricTable } from '../core/metrics/metric-table';
import type { Settings } from '../core/settings/settings';
import type { Delta } from '../core/significance/delta';
import type { Interval } from '../core/significance/interval';
import type { SelfCheckReport } from './self-check/report';

export type { FileReport } from '../core/data/file-report';
export type { Finding } from '../core/data/finding';
export type { MetricTable } from '../core/metrics/metric-table';
export type { Delta, Verdict } from '../core/significance/delta';
export type { Interval } from '../core/significance/interval';
export type { SelfCheckReport, SelfCheckRow } from './self-check/report';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface DeviceReport {
  readonly backend: BackendName;
  /** For the header: "WebGPU - Apple M2", "WASM, 8 threads". */
  readonly label: string;
  /** Why this backend and not a faster one; empty when it is the fastest there is. */
  readonly reason: string;
  readonly threads: number;
  readonly memory: MemoryLimits;
}

/** Files the user gave, or the built-in sample. `File.webkitRelativePath`, where set, is the path in a dropped folder. */
export type DataSource =
  { readonly kind: 'sample' } | { readonly kind: 'files'; readonly files: readonly File[] };

export interface PreviewRow {
  readonly line: number;
  readonly query: string;
  readonly positive: string;
  readonly negative?: string;
  readonly synthetic?: string;
  readonly cot?: string;
}

export interface TrainingDataReport {
  readonly files: readonly FileReport[];
  readonly rows: number;
  readonly queries: number;
  readonly passages: number;
  readonly withNegatives: number;
  readonly withSynthetic: number;
  readonly withCot: number;
  readonly preview: readonly PreviewRow[];
  readonly findings: readonly Finding[];
}

export interface EvaluationDataReport {
  readonly name: string;
  readonly passages: number;
  readonly queries: number;
  readonly splits: readonly {
    readonly name: string;
    readonly queries: number;
    readonly judgements: number;
  }[];
  readonly rejected: readonly Reject[];
  readonly rejectedCount: number;
  readonly notes: readonly string[];
}

export type ModelSource =
  | { readonly kind: 'pocket' }
  | {
      readonly kind: 'hub';
      readonly id: string;
      readonly revision: string;
      readonly endpoint: string;
      readonly token?: string;
    }
  | { readonly kind: 'files'; readonly files: readonly File[] };

export interface ModelReport {
  readonly name: string;
  readonly family: string;
  readonly layers: number;
  readonly hidden: number;
  /** Width of the feed-forward part. */
  readonly intermediate: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly parameters: number;
  /** Size of the weights in memory, bytes. */
  readonly bytes: number;
  readonly dtype: string;
  readonly maxLength: number;
  readonly pooling: 'mean' | 'cls';
  readonly normalise: boolean;
  readonly queryPrompt: string;
  readonly passagePrompt: string;
  readonly notes: readonly string[];
}

/** Token lengths of the training data under the loaded model. Bin i counts texts of [i*width, (i+1)*width) tokens. */
export interface LengthReport {
  readonly width: number;
  readonly queries: readonly number[];
  readonly passages: readonly number[];
  readonly maxLength: number;
  readonly cutQueries: number;
  readonly cutPassages: number;
}

export interface QueryResult {
  readonly id: string;
  readonly text: string;
  readonly bm25: number;
  readonly before: number;
  readonly after: number;
}

/** What an operation does now, how far it is, and how long it still takes. `total` 0: unknown. */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  readonly secondsLeft?: number;
}

export interface StepEvent {
  readonly kind: 'step';
  readonly step: number;
  readonly steps: number;
  /** Fractional epoch after this step. */
  readonly epoch: number;
  readonly loss: number;
  readonly lr: number;
  readonly gradNorm: number;
  /** Mean cosine of queries with their labelled passages. */
  readonly positive: number;
  /** Mean cosine of queries with the hardest negative of the batch. */
  readonly hardest: number;
  readonly tokensPerSecond: number;
  readonly secondsLeft: number;
  readonly temperature: number;
}

/** nDCG@K on the curve's queries at a step (0 = untouched), with its 95% bootstrap interval. */
export interface EvaluationEvent extends Interval {
  readonly kind: 'evaluation';
  readonly step: number;
  readonly best: boolean;
}

/** Level lines of the curve (dev) and figures on the test queries, before the first step. */
export interface BaselineEvent {
  readonly kind: 'baseline';
  readonly metric: string;
  readonly dev: {
    readonly name: string;
    readonly queries: number;
    readonly bm25: number;
    readonly untouched: number;
  };
  readonly test: {
    readonly name: string;
    readonly queries: number;
    readonly bm25: MetricTable;
    readonly untouched: MetricTable;
  };
}

export interface NoteEvent {
  readonly kind: 'note';
  readonly text: string;
}

/** What a run needs of the device's memory: planned before it, measured as soon as it is warm. */
export interface MemoryEvent {
  readonly kind: 'memory';
  readonly plan: MemoryPlan;
  /** What would make the run fit; null when it does, or when nothing would. */
  readonly proposal: Proposal | null;
  /** The most bytes held in the first steps; null before, and where the device doesn't tell. */
  readonly measured: number | null;
}

export interface StateEvent {
  readonly kind: 'state';
  readonly state: 'running' | 'paused' | 'stopping';
}

export type EngineEvent =
  ProgressEvent | StepEvent | EvaluationEvent | BaselineEvent | NoteEvent | MemoryEvent | StateEvent;

/** The result object of design.md's command line, plus what the page shows. */
export interface RunResult {
  readonly model: string;
  readonly loss: string;
  readonly steps: number;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly seed: number;
  /** Headline metric, such as `nDCG@10`. */
  readonly metric: string;
  readonly testSet: { readonly name: string; readonly queries: number; readonly passages: number };
  readonly baseline: { readonly bm25: MetricTable; readonly untouched: MetricTable };
  readonly metrics: MetricTable;
  /** Headline metric, trained minus untouched. */
  readonly delta: Delta;
  /** Queries whose best-ranked passage is relevant: BM25, untouched, trained. */
  readonly foundFirst: { readonly bm25: number; readonly before: number; readonly after: number };
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
  readonly queries: readonly QueryResult[];
  readonly notes: readonly string[];
}

/** Figures of an untrained or re-opened model on the test queries. */
export interface EvaluateResult {
  readonly model: string;
  readonly metric: string;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly testSet: { readonly name: string; readonly queries: number; readonly passages: number };
  readonly baseline: { readonly bm25: MetricTable };
  readonly metrics: MetricTable;
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly bm25: number;
    readonly value: number;
  }[];
  readonly notes: readonly string[];
}

export interface OutputFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Every command: its request and its response. Long ones emit events while they run and stop when aborted. */
export interface Api {
  openDevice: { request: { backend: Settings['backend'] }; response: DeviceReport };
  openTrainingData: { request: { source: DataSource }; response: TrainingDataReport };
  /** `heldOut`: forget any evaluation data and hold out a share of the training queries at the next run. */
  openEvaluationData: {
    request: { source: DataSource | { readonly kind: 'heldOut' } };
    response: EvaluationDataReport | null;
  };
  openModel: { request: { source: ModelSource }; response: ModelReport };
  /** Needs a model and training data. */
  measureLengths: { request: { settings: Settings }; response: LengthReport };
  /** Baselines, training, final evaluation. */
  train: { request: { settings: Settings }; response: RunResult };
  evaluate: { request: { settings: Settings }; response: EvaluateResult };
  /** Acts on the run in progress; answers false when there is none. `stop` keeps the best weights so far. */
  control: { request: { action: 'pause' | 'resume' | 'stop' }; response: boolean };
  /** The weights of the last run (or, before any, of the loaded model) as a sentence-transformers folder in a zip. */
  exportModel: { request: { precision: Settings['precision'] }; response: OutputFile };
  /** metrics.json, per-query.csv, run.trec, training-log.jsonl of the last run or evaluation. */
  exportRecords: { request: Record<string, never>; response: readonly OutputFile[] };
  /** Computes every operation on the open device and compares it with a reference; needs neither model nor data. */
  selfCheck: { request: Record<string, never>; response: SelfCheckReport };
  /** Embeddings [texts.length, dimension], row-major, from the current weights. */
  embed: {
    request: { texts: readonly string[]; kind: 'query' | 'passage'; settings: Settings };
    response: { dimension: number; values: Float32Array };
  };
}

export type Command = keyof Api;
export type RequestOf<C extends Command> = Api[C]['request'];
export type ResponseOf<C extends Command> = Api[C]['response'];

/** Page to worker. */
export type ToWorker =
  | { [C in Command]: { readonly id: number; readonly command: C; readonly request: RequestOf<C> } }[Command]
  | { readonly abort: number };

/** How an error crosses: `file`, `line` where the fault lies in an input. `name` is 'AbortError' for a cancelled call. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly file?: string;
  readonly line?: number;
}

/** Worker to page. `id` 0: not an answer to a call (device loss, for example). */
export type FromWorker =
  | { readonly id: number; readonly event: EngineEvent }
  | { [C in Command]: { readonly id: number; readonly command: C; readonly result: ResponseOf<C> } }[Command]
  | { readonly id: number; readonly error: WireError };
