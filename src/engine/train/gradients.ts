import * as tf from '@tensorflow/tfjs';

export interface Gradients {
  readonly loss: tf.Scalar;
  /** By the names of `trainable`; a weight that the loss does not reach has none. */
  readonly gradients: Map<string, tf.Tensor>;
}

/** The loss and its gradient with respect to each trainable weight. */
export function gradientsOf(loss: () => tf.Scalar, trainable: ReadonlyMap<string, tf.Variable>): Gradients {
  const { value, grads } = tf.variableGrads(loss, [...trainable.values()]);
  const gradients = new Map<string, tf.Tensor>();
  for (const [name, variable] of trainable) {
    const gradient = grads[variable.name];
    if (gradient !== undefined) gradients.set(name, gradient);
  }
  return { loss: value, gradients };
}

/** Adds `more` to `total`, disposing what it replaces. */
export function accumulate(total: Map<string, tf.Tensor>, more: ReadonlyMap<string, tf.Tensor>): void {
  for (const [name, gradient] of more) {
    const sum = total.get(name);
    if (sum === undefined) {
      total.set(name, gradient);
      continue;
    }
    total.set(name, tf.add(sum, gradient));
    tf.dispose([sum, gradient]);
  }
}
