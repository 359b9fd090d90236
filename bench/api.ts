import type { Batch, Shape } from './shapes';

/** What Node asks of the benchmark's workers. Types only; each worker answers the commands of its own list. */

export interface Opened {
  readonly label: string;
  readonly threads: number;
}

export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Independent products of this shape, as attention has them. */
  readonly batch: number;
}

export interface Step {
  readonly ms: number;
  readonly loss: number;
}

export interface Gauges {
  /** The most bytes of tensors (WASM) or of buffers (WebGPU) since the last call. */
  readonly peakBytes: number;
  /** What the backend has taken from the system: the WASM memory's size, or the WebGPU buffers that exist. */
  readonly heldBytes: number;
  /** WebGPU dispatches since the last call. */
  readonly dispatches: number;
}

/** Where the time of a step went. */
export interface Part {
  readonly name: string;
  readonly calls: number;
  readonly ms: number;
}

export interface Held {
  readonly tensors: number;
  /** Of tensors (WASM) or of buffers (WebGPU). */
  readonly bytes: number;
  /** As in `Gauges`. */
  readonly heldBytes: number;
}

/** Commands that ours and stock tfjs share, so that both are measured by the same body. */
interface TrainingApi {
  open: { request: { backend: 'wasm' | 'webgpu'; breakdown: boolean }; response: Opened };
  /** Builds the encoder with seeded weights, the same in both workers. */
  start: { request: { shape: Shape; batch: Batch }; response: { parameters: number } };
  step: { request: Record<string, never>; response: Step };
  gauges: { request: Record<string, never>; response: Gauges };
  /** One step, and the time of each kernel in it. */
  breakdown: { request: Record<string, never>; response: readonly Part[] };
  /** Milliseconds of one product, the mean of as many as fill a tenth of a second. */
  multiply: { request: Product; response: { ms: number } };
}

export interface OursApi extends TrainingApi {
  /** One step, or one embedding pass, over texts of random lengths. */
  mixedWork: {
    request: { work: 'training' | 'embedding'; index: number; batch: Batch };
    response: Held;
  };
  /** Random corpus and queries for `search`. */
  corpus: { request: { documents: number; queries: number; width: number }; response: null };
  /** Exact top-100 of every query over the corpus, or only the matrix products of it. */
  search: { request: { bare: boolean; documents: number }; response: { ms: number } };
  /** Seeded training rows for `checkRows`. */
  rows: { request: { count: number }; response: null };
  /** All checks of the training data, or only one plain pass over the texts. */
  checkRows: { request: { plain: boolean }; response: { ms: number } };
  /** Opens the pocket encoder and tokenises the sample's passages. */
  passages: {
    request: Record<string, never>;
    response: { tokens: readonly Int32Array[] };
  };
  embedPassages: { request: Record<string, never>; response: { ms: number; values: Float32Array } };
  /** Makes a file of training rows of about so many bytes. */
  makeRows: { request: { bytes: number }; response: null };
  /** Reads it as the app does. */
  readRows: { request: Record<string, never>; response: { ms: number; rows: number; stored: boolean } };
  /** Only decodes and parses it. */
  parseRows: { request: Record<string, never>; response: { ms: number } };
}

export type StockApi = TrainingApi;

export interface OnnxApi {
  open: { request: { threads: number; tokens: readonly Int32Array[] }; response: null };
  embedPassages: { request: { batch: number }; response: { ms: number; values: Float32Array } };
}

export interface Apis {
  ours: OursApi;
  stock: StockApi;
  onnx: OnnxApi;
}

export type WorkerName = keyof Apis;
export type Command<W extends WorkerName> = keyof Apis[W] & string;
export type RequestOf<W extends WorkerName, C extends Command<W>> = Apis[W][C] extends { request: infer R }
  ? R
  : never;
export type ResponseOf<W extends WorkerName, C extends Command<W>> = Apis[W][C] extends { response: infer R }
  ? R
  : never;

/** The functions that answer a worker's commands. */
export type Answers<W extends WorkerName> = {
  [C in Command<W>]: (request: RequestOf<W, C>) => Promise<ResponseOf<W, C>> | ResponseOf<W, C>;
};

export interface Question {
  readonly id: number;
  readonly command: string;
  readonly request: unknown;
}

export type Reply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };
