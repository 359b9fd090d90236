import * as tf from '@tensorflow/tfjs';
import { maskedLogSumExp } from './contrastive';

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
    const { mates, others, anchors, count } = masks(labels, excluded);
    if (count === 0) return tf.mul(tf.sum(x), 0);
    const scores: tf.Tensor2D = tf.mul(tf.neg(squaredDistances(x)), inverseT);
    const each = tf.sub(maskedLogSumExp(scores, others), maskedLogSumExp(scores, mates));
    // Rows without a mate hold a huge constant: taken out by their weight of 0.
    return tf.div(tf.sum(tf.mul(tf.clipByValue(each, -1e8, 1e8), anchors)), count);
  });
}

/** |x_i - x_j|^2 for all pairs, [n, n], never below 0. */
function squaredDistances(x: tf.Tensor2D): tf.Tensor2D {
  const squares = tf.sum(tf.square(x), 1, true);
  const products = tf.matMul(x, x, false, true);
  return tf.relu(tf.sub(tf.add(squares, tf.transpose(squares)), tf.mul(products, 2)));
}

function masks(labels: Int32Array, excluded: Float32Array | undefined) {
  const n = labels.length;
  const mates = new Float32Array(n * n);
  const others = new Float32Array(n * n);
  const hasMate = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const mate = i !== j && labels[i] === labels[j];
      if (mate) hasMate[i] = 1;
      mates[i * n + j] = +mate;
      others[i * n + j] = +(mate || (i !== j && !excluded?.[i * n + j]));
    }
  }
  const count = hasMate.reduce((sum, value) => sum + value, 0);
  return { mates, others, anchors: tf.tensor1d(hasMate), count };
}
