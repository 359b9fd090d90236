import * as tf from '@tensorflow/tfjs';
import { BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { answer } from './answer';
import { have } from './have';
import { createMeter, type HeapGauge, type Meter } from './meter';
import { timeProduct } from './multiply';
import { registerSegmentSum } from './segment-sum';
import { createStockTraining, type StockTraining } from './stock-encoder';

let meter: Meter | undefined;
let training: StockTraining | undefined;

async function openBackend(backend: 'wasm' | 'webgpu'): Promise<number> {
  const threads = Math.min(8, navigator.hardwareConcurrency);
  if (backend === 'wasm') {
    setWasmPaths('/tfjs-wasm/');
    setThreadsCount(threads);
    registerSegmentSum();
  }
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not start ${backend}`);
  await tf.ready();
  return backend === 'wasm' ? threads : 1;
}

/** The part of tfjs's WASM module that its types leave out. */
interface Heap {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  readonly HEAPU8: Uint8Array;
}

/** Counts the tensors that lie in the memory of tfjs's WASM module, by its allocator. */
function watchHeap(backend: BackendWasm): HeapGauge {
  const wasm = backend.wasm as unknown as Heap; // see above
  // The module puts the real functions into place when they are first called.
  wasm._free(wasm._malloc(4));
  const sizes = new Map<number, number>();
  let held = 0;
  let peak = 0;
  const malloc = wasm._malloc.bind(wasm);
  const free = wasm._free.bind(wasm);
  wasm._malloc = (bytes) => {
    const pointer = malloc(bytes);
    // tfjs does not look, and would write to address 0.
    if (pointer === 0) throw new Error(`out of memory: ${Math.round(held / 1e6)} MB are in use`);
    sizes.set(pointer >>> 0, bytes);
    held += bytes;
    peak = Math.max(peak, held);
    return pointer;
  };
  wasm._free = (pointer) => {
    held -= sizes.get(pointer >>> 0) ?? 0;
    sizes.delete(pointer >>> 0);
    free(pointer);
  };
  return {
    peakBytes: () => {
      const most = peak;
      peak = held;
      return most;
    },
    bytesNow: () => held,
    heldBytes: () => wasm.HEAPU8.buffer.byteLength,
  };
}

answer<'stock'>({
  open: async ({ backend, breakdown }) => {
    meter = createMeter(breakdown);
    const threads = await openBackend(backend);
    const current = tf.backend();
    meter.attach(current instanceof BackendWasm ? watchHeap(current) : null);
    return { label: `stock tfjs, ${backend}`, threads };
  },
  start: ({ shape, batch }) => {
    training = createStockTraining(shape, batch);
    return { parameters: training.parameters };
  },
  step: async () => {
    const start = performance.now();
    const loss = await have(training).step();
    return { ms: performance.now() - start, loss };
  },
  gauges: () => have(meter).gauges(),
  breakdown: () => have(meter).breakdown(() => have(training).step()),
  multiply: async (product) => ({ ms: await timeProduct(product) }),
});
