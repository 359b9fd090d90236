import relaxedUrl from './build/kernels-relaxed.wasm?url';
import simdUrl from './build/kernels.wasm?url';

type Pointer = number;

/** What the compiled module exports (see assembly/index.ts). Pointers are byte addresses in its memory. */
interface KernelExports {
  allocate(bytes: number): Pointer;
  release(pointer: Pointer): void;
  setHelpers(count: number): void;
  serve(thread: number): void;
  matMul(
    transA: number,
    transB: number,
    m: number,
    n: number,
    k: number,
    a: Pointer,
    b: Pointer,
    c: Pointer,
    bias: Pointer,
    accumulate: number,
    activated: Pointer,
    sums: Pointer,
    inner: Pointer,
  ): void;
  gelu(x: Pointer, gradient: Pointer, out: Pointer, length: number): void;
  addTensors(a: Pointer, b: Pointer, out: Pointer, length: number): void;
  multiplyTensors(a: Pointer, b: Pointer, scalar: number, out: Pointer, length: number): void;
  sumColumns(x: Pointer, out: Pointer, rows: number, columns: number): void;
  layerNorm(
    x: Pointer,
    residual: Pointer,
    gamma: Pointer,
    beta: Pointer,
    out: Pointer,
    normalised: Pointer,
    scales: Pointer,
    rows: number,
    width: number,
    epsilon: number,
  ): void;
  layerNormGradient(
    dy: Pointer,
    normalised: Pointer,
    gamma: Pointer,
    scales: Pointer,
    dx: Pointer,
    dgamma: Pointer,
    dbeta: Pointer,
    rows: number,
    width: number,
  ): void;
  embedNorm(
    ids: Pointer,
    positions: Pointer,
    word: Pointer,
    position: Pointer,
    type: Pointer,
    gamma: Pointer,
    beta: Pointer,
    out: Pointer,
    normalised: Pointer,
    scales: Pointer,
    rows: number,
    width: number,
    epsilon: number,
  ): void;
  scatter(ids: Pointer, x: Pointer, table: Pointer, tableRows: number, rows: number, width: number): void;
  attention(
    q: Pointer,
    k: Pointer,
    v: Pointer,
    offsets: Pointer,
    bias: Pointer,
    reach: number,
    sequences: number,
    longest: number,
    heads: number,
    rows: number,
    width: number,
    out: Pointer,
    lse: Pointer,
  ): void;
  attentionGradient(
    q: Pointer,
    k: Pointer,
    v: Pointer,
    offsets: Pointer,
    bias: Pointer,
    reach: number,
    sequences: number,
    longest: number,
    heads: number,
    rows: number,
    width: number,
    out: Pointer,
    lse: Pointer,
    dout: Pointer,
    dq: Pointer,
    dk: Pointer,
    dv: Pointer,
    dbias: Pointer,
  ): void;
  pool(
    hidden: Pointer,
    offsets: Pointer,
    sequences: number,
    width: number,
    first: number,
    normalise: number,
    out: Pointer,
    norms: Pointer,
  ): void;
  poolGradient(
    dy: Pointer,
    out: Pointer,
    norms: Pointer,
    offsets: Pointer,
    sequences: number,
    width: number,
    first: number,
    normalise: number,
    dx: Pointer,
    rows: number,
  ): void;
  contrast(
    scores: Pointer,
    positive: Pointer,
    candidate: Pointer,
    weights: Pointer,
    meanForm: number,
    losses: Pointer,
    slopes: Pointer,
    rows: number,
    columns: number,
  ): void;
  updateAdamW(
    w: Pointer,
    gradient: Pointer,
    m: Pointer,
    v: Pointer,
    length: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    decay: number,
    scale: number,
    step: number,
  ): void;
  squaredNorm(x: Pointer, length: number): number;
  mergeTopK(
    scores: Pointer,
    rows: number,
    columns: number,
    offset: number,
    k: number,
    heapScores: Pointer,
    heapIndices: Pointer,
  ): void;
}

/** The instantiated kernels, their memory and their threads. */
export interface KernelsModule {
  readonly kernels: KernelExports;
  readonly memory: WebAssembly.Memory;
  /** Threads that compute, the calling one included. */
  readonly threads: number;
  /** Whether it is the build with fused multiply-add. */
  readonly relaxed: boolean;
  /** Ends the helper threads. */
  close(): void;
}

/** What a helper thread is sent to start with. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly thread: number;
}

/** `simd`: without fused multiply-add, whatever the browser can. */
export type Build = 'best' | 'simd';

const INITIAL_PAGES = 256;
const MAXIMUM_PAGES = 65536; // 4 GiB: all that a 32-bit address reaches

/**
 * Compiles the kernels and starts `threads - 1` helpers. Without cross-origin isolation memory cannot be shared, and
 * one thread does all the work.
 * @param maximumPages Pages of 64 KiB that the memory may grow to.
 * @throws Error when the browser lacks WASM SIMD.
 */
export async function loadKernels(
  threads: number,
  build: Build = 'best',
  maximumPages = MAXIMUM_PAGES,
): Promise<KernelsModule> {
  const { module, relaxed } = await compileKernels(build);
  const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: maximumPages, shared: true });
  const kernels = await instantiateKernels(module, memory);
  const helpers = globalThis.crossOriginIsolated ? Math.max(0, threads - 1) : 0;
  const workers = await startHelpers({ module, memory }, helpers);
  kernels.setHelpers(workers.length);
  return {
    kernels,
    memory,
    threads: workers.length + 1,
    relaxed,
    close: () => {
      kernels.setHelpers(0);
      for (const worker of workers) worker.terminate();
    },
  };
}

/** The build with fused multiply-add where the browser validates it, else the one with plain SIMD. */
async function compileKernels(build: Build): Promise<{ module: WebAssembly.Module; relaxed: boolean }> {
  const fused = await fetchBytes(relaxedUrl);
  const relaxed = build === 'best' && WebAssembly.validate(fused);
  return { module: await WebAssembly.compile(relaxed ? fused : await fetchBytes(simdUrl)), relaxed };
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the WASM kernels could not be loaded (${String(response.status)})`);
  return response.arrayBuffer();
}

export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelExports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as KernelExports; // the build and this interface come from the same sources
}

async function startHelpers(start: Omit<ThreadStart, 'thread'>, count: number): Promise<Worker[]> {
  const workers = Array.from({ length: count }, (_, index) => {
    const worker = new Worker(new URL('./thread.worker.ts', import.meta.url), { type: 'module' });
    worker.postMessage({ ...start, thread: index + 1 } satisfies ThreadStart);
    return worker;
  });
  await Promise.all(workers.map(ready));
  return workers;
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => {
      resolve();
    };
    worker.onerror = (event) => {
      reject(new Error(`a compute thread did not start: ${event.message}`));
    };
  });
}
