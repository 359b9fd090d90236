import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernel, withGradient } from './run-kernel';

/**
 * y = x W^T + b. x [N, in], w [out, in] (as Hugging Face stores it), b [out] -> [N, out].
 * Gradients: dx = dy W, dW = dy^T x, db = column sums of dy.
 */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D {
  return withGradient(
    [x, w, b],
    () => ({ value: tf.fused.matMul({ a: x, b: w, transposeB: true, bias: b }), saved: [x, w] }),
    (dy, [input, weight]) => {
      if (input === undefined || weight === undefined) throw new Error('linear: saved tensors are missing');
      return [tf.matMul(dy, weight), tf.matMul(dy, input, true, false), columnSum(dy)];
    },
  ) as tf.Tensor2D; // the value is a matrix product
}

/** Sums of the columns of [N, H] -> [H]. */
export function columnSum(x: tf.Tensor): tf.Tensor {
  return hasKernel('KennelColumnSum') ? runKernel('KennelColumnSum', { x }) : tf.sum(x, 0);
}
