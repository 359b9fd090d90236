import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernels, withGradient } from '../run-kernel';

/** Stands in for -Infinity in masked scores: exp gives 0, and gradients stay finite. */
const MASKED = -1e9;

/**
 * What each row of a score matrix is pulled to and from; row-major [rows, columns], 1 or 0. Rows of weight 0 take no
 * part; every other row has a positive. `positive` implies `candidate`.
 */
export interface ContrastMasks {
  readonly rows: number;
  readonly columns: number;
  readonly positive: Float32Array;
  readonly candidate: Float32Array;
  /** [rows] The weight of each row in the loss. */
  readonly weights: Float32Array;
}

/**
 * The loss of a score matrix [rows, columns], the sum over rows of weight times
 * "in": LSE(candidates) - LSE(positives), the log of a sum; with one positive it is InfoNCE.
 * "out": LSE(candidates) - the mean score of the positives, the mean of logs.
 */
export function contrast(scores: tf.Tensor2D, masks: ContrastMasks, form: 'in' | 'out'): tf.Scalar {
  return hasKernel('KennelContrast')
    ? fusedContrast(scores, masks, form)
    : plainContrast(scores, masks, form);
}

/** One pass over the matrix gives the loss of every row and its gradient, in the memory of the matrix once more. */
function fusedContrast(scores: tf.Tensor2D, masks: ContrastMasks, form: 'in' | 'out'): tf.Scalar {
  return withGradient(
    [scores],
    () => {
      const shape: [number, number] = [masks.rows, masks.columns];
      const [losses, slopes] = runKernels(
        'KennelContrast',
        {
          scores,
          positive: tf.tensor2d(masks.positive, shape),
          candidate: tf.tensor2d(masks.candidate, shape),
          weights: tf.tensor1d(masks.weights),
        },
        { form },
      );
      if (!losses || !slopes) throw new Error('contrast: an output is missing');
      return { value: tf.sum(losses), saved: [slopes] };
    },
    (dy, [slopes]) => {
      if (!slopes) throw new Error('contrast: the slopes are missing');
      return [tf.mul(slopes, dy)];
    },
  ) as tf.Scalar; // a sum over all axes
}

export function plainContrast(scores: tf.Tensor2D, masks: ContrastMasks, form: 'in' | 'out'): tf.Scalar {
  return tf.tidy(() => {
    const pulled =
      form === 'in'
        ? maskedLogSumExp(scores, masks.positive)
        : tf.sum<tf.Tensor1D>(tf.mul(scores, rowMeans(masks)), 1);
    const each = tf.sub(maskedLogSumExp(scores, masks.candidate), pulled);
    // Rows without a positive hold a huge constant: taken out by their weight of 0.
    return tf.sum(tf.mul(tf.clipByValue(each, -1e8, 1e8), tf.tensor1d(masks.weights)));
  });
}

/** log sum exp over the entries of each row where the mask is 1 -> [rows]. */
function maskedLogSumExp(scores: tf.Tensor2D, mask: Float32Array): tf.Tensor1D {
  const penalty = tf.tensor2d(
    mask.map((keep) => (keep > 0 ? 0 : MASKED)),
    scores.shape,
  );
  return tf.logSumExp(tf.add(scores, penalty), 1);
}

/** The positive mask with rows that sum to 1 (or 0, where a row has no positive). */
function rowMeans({ positive, rows, columns }: ContrastMasks): tf.Tensor2D {
  const weights = new Float32Array(positive.length);
  for (let i = 0; i < rows; i++) {
    const row = positive.subarray(i * columns, (i + 1) * columns);
    const count = row.reduce((sum, value) => sum + value, 0);
    weights.set(
      row.map((value) => value / Math.max(1, count)),
      i * columns,
    );
  }
  return tf.tensor2d(weights, [rows, columns]);
}
