import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernels, withGradient } from '../run-kernel';

/** Layer normalisation's parameters: gamma and beta [H]. */
export interface LayerNormWeights {
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
  readonly epsilon: number;
}

/** LayerNorm(x + residual) over the last axis of [N, H] [Ba, Kiros, Hinton 2016]; `residual` may be null. */
export function layerNorm(
  x: tf.Tensor2D,
  residual: tf.Tensor2D | null,
  weights: LayerNormWeights,
): tf.Tensor2D {
  return hasKernel('KennelLayerNorm')
    ? fusedLayerNorm(x, residual, weights)
    : plainLayerNorm(x, residual, weights);
}

export function plainLayerNorm(
  x: tf.Tensor2D,
  residual: tf.Tensor2D | null,
  { gamma, beta, epsilon }: LayerNormWeights,
): tf.Tensor2D {
  return tf.tidy(() => {
    const sum = residual === null ? x : tf.add(x, residual);
    const centred = tf.sub(sum, tf.mean(sum, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const normalised = tf.div(centred, tf.sqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(normalised, gamma), beta);
  });
}

function fusedLayerNorm(
  x: tf.Tensor2D,
  residual: tf.Tensor2D | null,
  weights: LayerNormWeights,
): tf.Tensor2D {
  const { gamma, beta, epsilon } = weights;
  const summands = residual === null ? { x } : { x, residual };
  return withGradient(
    [...Object.values(summands), gamma, beta],
    () => {
      const [value, normalised, scales] = runKernels(
        'KennelLayerNorm',
        { ...summands, gamma, beta },
        { epsilon },
      );
      if (!value || !normalised || !scales) throw new Error('layer norm: an output is missing');
      return { value, saved: [normalised, scales, gamma], activations: [normalised] };
    },
    (dy, [normalised, scales, scale]) => {
      if (!normalised || !scales || !scale) throw new Error('layer norm: a saved tensor is missing');
      const gradients = runKernels('KennelLayerNormGradient', { dy, normalised, scales, gamma: scale });
      const [dx] = gradients;
      // Both summands have the same gradient.
      return residual === null || dx === undefined ? gradients : [dx, dx.clone(), ...gradients.slice(1)];
    },
  ) as tf.Tensor2D; // the shape of x
}
