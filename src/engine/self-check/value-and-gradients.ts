import * as tf from '@tensorflow/tfjs';
import { disposeWeights, uploadWeights, type HostTensor } from '../model/weights';
import { gradientsOf } from '../train/gradients';
import type { Outputs } from './check';

/** The inputs of a computation on the current backend, by name. */
export type Inputs = ReadonlyMap<string, tf.Variable>;

/**
 * Value of a computation on the current backend, and the gradient of every input for one fixed slope of the value.
 * Leaves no tensor behind.
 */
export async function valueAndGradients(
  host: ReadonlyMap<string, HostTensor>,
  compute: (inputs: Inputs) => tf.Tensor,
): Promise<Outputs> {
  const inputs = uploadWeights(host);
  const made: tf.Tensor[] = [];
  try {
    const value = tf.tidy(() => compute(inputs));
    made.push(value);
    // 1 for a scalar; the squares keep the slopes of a column from cancelling in its sum.
    const slope = Float32Array.from({ length: value.size }, (_, i) => Math.cos(0.3 * i * i));
    const weighted = (): tf.Scalar =>
      tf.tidy(() => tf.sum(tf.mul(compute(inputs), tf.tensor(slope, value.shape))));
    const { loss, gradients } = gradientsOf(weighted, inputs);
    made.push(loss, ...gradients.values());
    const outputs = new Map([['value', await value.data()]]);
    for (const [name, gradient] of gradients) outputs.set(`gradient of ${name}`, await gradient.data());
    return outputs;
  } finally {
    tf.dispose(made);
    disposeWeights(inputs);
  }
}
