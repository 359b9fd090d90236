import * as tf from '@tensorflow/tfjs';
import { contrast, type ContrastMasks } from '../kernels/contrast/contrast';

/**
 * The soft nearest neighbour loss (Frosst, Papernot, Hinton 2019, arXiv 1902.01889):
 * L = -mean_i [ LSE_{j != i, y_j = y_i}(-|x_i - x_j|^2 / T) - LSE_{k != i}(-|x_i - x_k|^2 / T) ].
 * Rows without another of their class leave both sum and count. On unit vectors T equals twice the temperature of a
 * cosine. `excluded` (optional, [n, n], 1 = leave out) removes false negatives from the second sum.
 * @param x rows [n, D]; @param labels the class of each row; @param inverseT 1 / T, a scalar tensor, so that it can
 * be learned. The loss is 0 when no row has a mate.
 */
export function softNearestNeighbour(
  x: tf.Tensor2D,
  labels: Int32Array,
  inverseT: tf.Scalar,
  excluded?: Float32Array,
): tf.Scalar {
  return tf.tidy(() => {
    const masks = neighbourMasks(labels, excluded);
    if (masks.weights.every((weight) => weight === 0)) return tf.mul(tf.sum(x), 0);
    const scores: tf.Tensor2D = tf.mul(tf.neg(squaredDistances(x)), inverseT);
    return contrast(scores, masks, 'in');
  });
}

/** |x_i - x_j|^2 for all pairs, [n, n], never below 0. */
function squaredDistances(x: tf.Tensor2D): tf.Tensor2D {
  const squares = tf.sum(tf.square(x), 1, true);
  const products = tf.matMul(x, x, false, true);
  return tf.relu(tf.sub(tf.add(squares, tf.transpose(squares)), tf.mul(products, 2)));
}

/** Mates are positives, everything but the row itself and what is excluded a candidate. */
function neighbourMasks(labels: Int32Array, excluded: Float32Array | undefined): ContrastMasks {
  const n = labels.length;
  const positive = new Float32Array(n * n);
  const candidate = new Float32Array(n * n);
  const weights = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const mate = i !== j && labels[i] === labels[j];
      if (mate) weights[i] = 1;
      positive[i * n + j] = +mate;
      candidate[i * n + j] = +(mate || (i !== j && !excluded?.[i * n + j]));
    }
  }
  const anchors = weights.reduce((sum, value) => sum + value, 0);
  return { rows: n, columns: n, positive, candidate, weights: weights.map((weight) => weight / anchors) };
}
