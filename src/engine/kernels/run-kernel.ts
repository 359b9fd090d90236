import * as tf from '@tensorflow/tfjs';

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

/**
 * An operation with a gradient of its own. `forward` gives the value and what the gradient needs; the gradient gives
 * one tensor per input. (tf.customGrad with the typing it should have.)
 *
 * tfjs would hold every saved tensor and every gradient on the way until the whole backward pass is over; here they go
 * as soon as the operation's own gradient is known. So it can be asked for once only.
 */
export function withGradient(
  inputs: readonly tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => { value: tf.Tensor; saved: tf.Tensor[] },
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor {
  const operation = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc; // tf.customGrad passes it last
    const { value, saved } = forward(...(args as tf.Tensor[])); // and the inputs before it
    save(saved);
    return { value, gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradientThenFree(gradient, dy, kept) };
  });
  return operation(...inputs);
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
