import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Gauges, Held, Part } from '../api';
import { GpuClock } from './gpu-clock';
import { watchGpu, type GpuGauge } from './gpu-gauge';
import { KernelClock } from './kernel-clock';

/** How the memory of a backend in WASM is read. */
export interface HeapGauge {
  /** The most bytes of tensors since the last call. */
  peakBytes(): number;
  /** Bytes of tensors now. */
  bytesNow(): number;
  /** Size of the WASM memory. */
  heldBytes(): number;
  /** Has the functions of a WASM module, which are to be timed one by one. */
  readonly exports?: { readonly kernels: object };
}

export interface Meter {
  /** After the backend was opened. `heap` is null on WebGPU. */
  attach(heap: HeapGauge | null): void;
  gauges(): Gauges;
  held(): Held;
  breakdown(work: () => Promise<unknown>): Promise<Part[]>;
}

/** Measures a worker from outside its engine. Made before the backend is opened. */
export function createMeter(breakdown: boolean): Meter {
  const gpu: GpuGauge = watchGpu();
  const gpuClock = breakdown ? new GpuClock() : undefined;
  let kernelClock: KernelClock | undefined;
  let heap: HeapGauge | null = null;
  return {
    attach: (found) => {
      heap = found;
      if (!breakdown || heap === null) return;
      kernelClock = new KernelClock(tf.getBackend());
      if (heap.exports !== undefined) timeExports(kernelClock, heap.exports);
    },
    gauges: () => {
      const { peakBytes, heldBytes, dispatches } = gpu;
      gpu.dispatches = 0;
      gpu.peakBytes = gpu.heldBytes;
      if (heap === null) return { peakBytes, heldBytes, dispatches };
      return { peakBytes: heap.peakBytes(), heldBytes: heap.heldBytes(), dispatches };
    },
    held: () => ({
      tensors: tf.memory().numTensors,
      bytes: heap?.bytesNow() ?? gpu.heldBytes,
      heldBytes: heap?.heldBytes() ?? gpu.heldBytes,
    }),
    breakdown: (work) => {
      if (kernelClock !== undefined) return kernelClock.measure(work);
      const backend = tf.backend();
      if (gpuClock === undefined || !(backend instanceof WebGPUBackend))
        throw new Error('the worker was not opened for a breakdown');
      return gpuClock.measure(backend.device, work);
    },
  };
}

function timeExports(clock: KernelClock, module: { readonly kernels: object }): void {
  const time = (name: string, member: unknown): unknown => {
    if (typeof member !== 'function') return member;
    return clock.timed(`${name} (WASM)`, member as (...args: unknown[]) => unknown); // numbers in, a number out
  };
  const timed = Object.entries(module.kernels).map(([name, member]: [string, unknown]) => [
    name,
    time(name, member),
  ]);
  Object.assign(module, { kernels: Object.fromEntries(timed) as object }); // the same functions, timed
}
