import * as tf from '@tensorflow/tfjs';
import { SavedActivations } from './half/saved-activations';

/** True when the current backend has a kernel of ours; otherwise an operation takes its plain path. */
export function hasKernel(name: string): boolean {
  const kernel = tf.getKernel(name, tf.getBackend()) as tf.KernelConfig | undefined; // undefined when there is none
  return kernel !== undefined;
}

/** Runs a kernel with one output. */
export function runKernel(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attrs: tf.NamedAttrMap = {},
): tf.Tensor {
  return tf.engine().runKernel(name, inputs, attrs);
}

/** Runs a kernel with several outputs. */
export function runKernels(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attrs: tf.NamedAttrMap = {},
): tf.Tensor[] {
  return tf.engine().runKernel(name, inputs, attrs);
}

/** What an operation computes, and what its gradient needs. */
export interface Forward {
  readonly value: tf.Tensor;
  readonly saved: tf.Tensor[];
  /** Those of `saved` that may be kept in half precision: activations, the bulk of what a backward pass holds. */
  readonly activations?: readonly tf.Tensor[];
}

/**
 * An operation with a gradient of its own. `forward` gives the value and what the gradient needs; the gradient gives
 * one tensor per input. (tf.customGrad with the typing it should have.)
 *
 * tfjs would hold every saved tensor and every gradient on the way until the whole backward pass is over; here they go
 * as soon as the operation's own gradient is known. So it can be asked for once only.
 */
export function withGradient(
  inputs: readonly tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => Forward,
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  const activations = new SavedActivations();
  const operation = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc; // tf.customGrad passes it last
    const result = forward(...(args as tf.Tensor[])); // and the inputs before it
    save(activations.store(result.saved, result.activations ?? []));
    const restored: typeof gradient = (dy, stored) => gradient(dy, activations.restore(stored));
    return {
      value: result.value,
      gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradientThenFree(restored, dy, kept),
    };
  });
  try {
    return operation(...inputs);
  } finally {
    activations.release();
  }
}

function gradientThenFree(
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
  dy: tf.Tensor,
  saved: tf.Tensor[],
): tf.Tensor[] {
  const gradients = tf.tidy(() => gradient(dy, saved));
  for (const tensor of [dy, ...saved]) if (!gradients.includes(tensor)) tensor.dispose();
  return gradients;
}
