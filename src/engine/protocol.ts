/**
 * What the page and the engine's worker say to each other. Types only: importing this file loads no tfjs.
 * `Api` is the one list of commands; the client and the worker derive their messages from it, so that a
 * forgotten command does not compile.
 */
import type { Settings } from '../core/settings/settings';
import type { DataSource, EvaluationDataReport, LengthReport, TrainingDataReport } from './protocol/data';
import type { DeviceReport } from './protocol/device';
import type { EngineEvent } from './protocol/events';
import type { ModelReport, ModelSource } from './protocol/model';
import type { EvaluateResult, OutputFile, RunResult } from './protocol/results';
import type { SelfCheckReport } from './protocol/self-check';

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
