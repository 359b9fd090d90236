import * as tf from '@tensorflow/tfjs';
import type { TokenBatch } from './token-batch';

export type Pooling = 'mean' | 'cls';

/** Token vectors [N, H] of a packed batch -> one vector for each sequence [B, H], of length 1 when `normalise`. */
export function pool(
  hidden: tf.Tensor2D,
  batch: TokenBatch,
  pooling: Pooling,
  normalise: boolean,
): tf.Tensor2D {
  return tf.tidy(() => {
    const pooled: tf.Tensor2D = tf.matMul(poolingMatrix(batch, hidden.shape[0], pooling), hidden);
    return normalise ? unitRows(pooled) : pooled;
  });
}

/** [B, N]: row b averages the tokens of sequence b, or picks its first. */
function poolingMatrix(batch: TokenBatch, rows: number, pooling: Pooling): tf.Tensor2D {
  const matrix = new Float32Array(batch.sequences * rows);
  for (let b = 0; b < batch.sequences; b++) {
    const from = batch.starts[b] ?? 0;
    const to = batch.starts[b + 1] ?? from;
    const end = pooling === 'cls' ? from + 1 : to;
    matrix.fill(1 / (end - from), b * rows + from, b * rows + end);
  }
  return tf.tensor2d(matrix, [batch.sequences, rows]);
}

/** Rows scaled to length 1; a zero row stays zero (and has a finite gradient). */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const squares = tf.sum(tf.square(x), 1, true);
    return tf.div(x, tf.sqrt(tf.maximum(squares, 1e-24)));
  });
}
