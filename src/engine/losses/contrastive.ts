import * as tf from '@tensorflow/tfjs';
import { contrast, type ContrastMasks } from '../kernels/contrast/contrast';

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

/**
 * Mean over queries of LSE(candidates) - LSE(positives). With one positive a query this is InfoNCE; with several it
 * is the "in" form: the log of a sum over positives.
 */
export function logOfSum(scores: tf.Tensor2D, roles: Roles): tf.Scalar {
  return contrast(scores, meanOverQueries(roles), 'in');
}

/** Mean over queries of the mean over positives of LSE(candidates) - s(q, positive): the "out" form. */
export function meanOfLogs(scores: tf.Tensor2D, roles: Roles): tf.Scalar {
  return contrast(scores, meanOverQueries(roles), 'out');
}

function meanOverQueries({ queries, documents, positive, candidate }: Roles): ContrastMasks {
  const weights = new Float32Array(queries).fill(1 / queries);
  return { rows: queries, columns: documents, positive, candidate, weights };
}
