import * as tf from '@tensorflow/tfjs';

/** Stands in for -Infinity in masked scores: exp gives 0, and gradients stay finite. */
const MASKED = -1e9;

/**
 * Which documents play which part for each query of a batch. Row-major [queries, documents], 1 or 0.
 * `positive` implies `candidate`.
 */
export interface Roles {
  readonly queries: number;
  readonly documents: number;
  /** Documents that the query is pulled to. Every query has at least one. */
  readonly positive: Float32Array;
  /** Documents in the denominator: everything but false negatives. */
  readonly candidate: Float32Array;
}

/** cos(q_i, d_j) / temperature, [Q, M], of unit rows q [Q, D] and d [M, D]. */
export function scaledSimilarities(q: tf.Tensor2D, d: tf.Tensor2D, temperature: number): tf.Tensor2D {
  return tf.tidy(() => tf.mul(tf.matMul(q, d, false, true), 1 / temperature));
}

/** log sum exp over the entries of each row where the mask is 1 -> [rows]. */
export function maskedLogSumExp(scores: tf.Tensor2D, mask: Float32Array): tf.Tensor1D {
  const penalty = tf.tensor2d(
    mask.map((keep) => (keep > 0 ? 0 : MASKED)),
    scores.shape,
  );
  return tf.logSumExp(tf.add(scores, penalty), 1);
}

/**
 * Mean over queries of LSE(candidates) - LSE(positives). With one positive a query this is InfoNCE; with several it
 * is the "in" form: the log of a sum over positives.
 */
export function logOfSum(scores: tf.Tensor2D, roles: Roles): tf.Scalar {
  return tf.tidy(() =>
    tf.mean(tf.sub(maskedLogSumExp(scores, roles.candidate), maskedLogSumExp(scores, roles.positive))),
  );
}

/** Mean over queries of the mean over positives of LSE(candidates) - s(q, positive): the "out" form. */
export function meanOfLogs(scores: tf.Tensor2D, roles: Roles): tf.Scalar {
  return tf.tidy(() => {
    const weights = rowMeans(roles);
    const pulled = tf.sum(tf.mul(scores, weights), 1);
    return tf.mean(tf.sub(maskedLogSumExp(scores, roles.candidate), pulled));
  });
}

/** The positive mask with rows that sum to 1. */
function rowMeans({ positive, queries, documents }: Roles): tf.Tensor2D {
  const weights = new Float32Array(positive.length);
  for (let i = 0; i < queries; i++) {
    const row = positive.subarray(i * documents, (i + 1) * documents);
    const count = row.reduce((sum, value) => sum + value, 0);
    weights.set(
      row.map((value) => value / count),
      i * documents,
    );
  }
  return tf.tensor2d(weights, [queries, documents]);
}
