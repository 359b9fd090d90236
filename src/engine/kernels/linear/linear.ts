import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernel, runKernels, withGradient } from '../run-kernel';
import { gelu } from './gelu';

/**
 * y = x W^T + b. x [N, in], w [out, in] (as Hugging Face stores it), b [out] -> [N, out].
 * Gradients: dx = dy W, dW = dy^T x, db = column sums of dy.
 */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D {
  return withGradient(
    [x, w, b],
    () => ({
      value: tf.fused.matMul({ a: x, b: w, transposeB: true, bias: b }),
      saved: [x, w],
      activations: [x],
    }),
    (dy, [input, weight]) => linearGradients(dy, input, weight),
  ) as tf.Tensor2D; // the value is a matrix product
}

/** GELU(x W^T + b), with the activation in the product's epilogue where the backend has a kernel for it. */
export function linearGelu(x: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D {
  if (!hasKernel('KennelLinearGelu')) return gelu(linear(x, w, b));
  return withGradient(
    [x, w, b],
    () => {
      const [value, inner] = runKernels('KennelLinearGelu', { x, w, b });
      if (!value || !inner) throw new Error('linear + GELU: an output is missing');
      return { value, saved: [x, w, inner], activations: [x, inner] };
    },
    (dy, [input, weight, inner]) => {
      if (!inner) throw new Error('linear + GELU: a saved tensor is missing');
      return linearGradients(runKernel('KennelGeluGradient', { x: inner, dy }), input, weight);
    },
  ) as tf.Tensor2D; // the value is a matrix product's shape
}

/** The gradients of x w^T + b. */
export function linearGradients(
  dy: tf.Tensor,
  x: tf.Tensor | undefined,
  w: tf.Tensor | undefined,
): [dx: tf.Tensor, dw: tf.Tensor, db: tf.Tensor] {
  if (x === undefined || w === undefined) throw new Error('linear: saved tensors are missing');
  return [tf.matMul(dy, w), ...weightGradients(dy, x)];
}

/** The gradients of w and b in x w^T + b. */
export function weightGradients(dy: tf.Tensor, x: tf.Tensor): [dw: tf.Tensor, db: tf.Tensor] {
  if (!hasKernel('KennelWeightGradient')) return [tf.matMul(dy, x, true, false), columnSum(dy)];
  const [dw, db] = runKernels('KennelWeightGradient', { x, dy });
  if (!dw || !db) throw new Error('linear: a gradient is missing');
  return [dw, db];
}

/** Sums of the columns of [N, H] -> [H]. */
export function columnSum(x: tf.Tensor): tf.Tensor {
  return hasKernel('KennelColumnSum') ? runKernel('KennelColumnSum', { x }) : tf.sum(x, 0);
}
