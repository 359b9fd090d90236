import type * as tf from '@tensorflow/tfjs';
import type { GpuBackend } from './webgpu-backend';

/** What a WebGPU kernel is called with; the names inside `inputs` and `attrs` are the kernel's own. */
export interface GpuCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo | undefined>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: GpuBackend;
  /** tfjs's own kernel of the name, for the cases that ours leaves out. */
  readonly stock: tf.KernelFunc | undefined;
}

export type GpuKernel = (call: GpuCall) => tf.TensorInfo | tf.TensorInfo[];

export function gpuInput(call: GpuCall, name: string): tf.TensorInfo {
  const info = call.inputs[name];
  if (info === undefined) throw new Error(`kernel input ${name} is missing`);
  return info;
}
