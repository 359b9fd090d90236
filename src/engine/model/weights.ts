import * as tf from '@tensorflow/tfjs';

/** A tensor on the host: row-major float32 values. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Puts weights on the current backend. */
export function uploadWeights(tensors: ReadonlyMap<string, HostTensor>): Map<string, tf.Variable> {
  const upload = ({ values, shape }: HostTensor): tf.Variable =>
    // A copy: some backends keep the array itself, and training must not change the model as it was opened.
    tf.tidy(() => tf.variable(tf.tensor(values.slice(), [...shape])));
  return new Map([...tensors].map(([name, tensor]) => [name, upload(tensor)]));
}

/** Reads weights back. */
export async function downloadWeights(
  weights: ReadonlyMap<string, tf.Variable>,
): Promise<Map<string, HostTensor>> {
  const host = new Map<string, HostTensor>();
  for (const [name, weight] of weights) {
    host.set(name, { shape: weight.shape, values: await weight.data<'float32'>() });
  }
  return host;
}

/** Overwrites weights with values from the host, in place. */
export function restoreWeights(
  weights: ReadonlyMap<string, tf.Variable>,
  tensors: ReadonlyMap<string, HostTensor>,
): void {
  for (const [name, weight] of weights) {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`there is no saved value for ${name}`);
    tf.tidy(() => {
      weight.assign(tf.tensor(tensor.values.slice(), [...tensor.shape]));
    });
  }
}

export function disposeWeights(weights: ReadonlyMap<string, tf.Variable>): void {
  for (const weight of weights.values()) weight.dispose();
}
