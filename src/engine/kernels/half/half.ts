import * as tf from '@tensorflow/tfjs';
import { GpuBackend } from '../../backend/webgpu-backend';

/**
 * Whether activations that a backward pass needs are kept in half precision: half the bytes, a relative error of
 * 2^-11 in each. The computation itself stays in float32. On WebGPU only; elsewhere it does nothing.
 */
export function keepHalfActivations(keep: boolean): void {
  const backend = tf.backend();
  if (backend instanceof GpuBackend) backend.halfActivations = keep;
}

export function keepsHalfActivations(): boolean {
  const backend = tf.backend();
  return backend instanceof GpuBackend && backend.halfActivations;
}

/** float16 pairs, an int32 tensor of half as many elements. */
export function packHalf(x: tf.Tensor): tf.Tensor {
  const inputs: tf.NamedTensorMap = { x };
  return tf.engine().runKernel('KennelPackHalf', inputs, {});
}

export function unpackHalf(packed: tf.Tensor, shape: number[]): tf.Tensor {
  const inputs: tf.NamedTensorMap = { packed };
  return tf.engine().runKernel('KennelUnpackHalf', inputs, { shape });
}
