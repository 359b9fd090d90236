import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernels, withGradient } from '../run-kernel';
import { linear, linearGelu, linearGradients, weightGradients } from './linear';

/** Weight [out, in] and bias [out] of a linear layer. */
export type Dense = readonly [w: tf.Tensor2D, b: tf.Tensor1D];

/**
 * The feed-forward part of a transformer layer: GELU(x W1^T + b1) W2^T + b2, [N, H] -> [N, H]. Where the backend has
 * a kernel for it, the widest activation, the GELU's value, is not kept for the backward pass: there it comes again
 * with the gradient of its argument, from the same pass over memory.
 */
export function feedForward(x: tf.Tensor2D, inner: Dense, outer: Dense): tf.Tensor2D {
  return hasKernel('KennelLinearGeluGradient')
    ? fusedFeedForward(x, inner, outer)
    : linear(linearGelu(x, ...inner), ...outer);
}

function fusedFeedForward(x: tf.Tensor2D, [w1, b1]: Dense, [w2, b2]: Dense): tf.Tensor2D {
  return withGradient(
    [x, w1, b1, w2, b2],
    () => {
      const [y, inner] = runKernels('KennelLinearGelu', { x, w: w1, b: b1 });
      if (!y || !inner) throw new Error('feed-forward: an output is missing');
      const value = tf.fused.matMul({ a: y, b: w2, transposeB: true, bias: b2 });
      y.dispose();
      return { value, saved: [x, w1, w2, inner], activations: [x, inner] };
    },
    (dy, [input, weight1, weight2, inner]) => {
      if (!input || !weight1 || !weight2 || !inner)
        throw new Error('feed-forward: a saved tensor is missing');
      const [slope, y] = runKernels('KennelLinearGeluGradient', { dy, w: weight2, inner });
      if (!slope || !y) throw new Error('feed-forward: a gradient is missing');
      const outer = weightGradients(dy, y);
      y.dispose();
      return [...linearGradients(slope, input, weight1), ...outer];
    },
  ) as tf.Tensor2D; // the value is a matrix product
}
