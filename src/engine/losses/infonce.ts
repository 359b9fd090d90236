import * as tf from '@tensorflow/tfjs';
import { logOfSum, scaledSimilarities, type Roles } from './contrastive';

/**
 * InfoNCE, also called multiple negatives ranking:
 * L_i = LSE_j s(q_i, d_j) - s(q_i, d_i), s = cos / temperature, d every positive and hard negative of the batch.
 * `symmetric`: the mean with the loss of finding the query for each positive, which has a softmax of its own.
 * @param q unit rows [Q, D]; @param d unit rows [M, D], document i being the positive of query i for i < Q.
 * Source: van den Oord et al. 2018; sentence-transformers' MultipleNegativesRankingLoss.
 */
export function infoNce(
  q: tf.Tensor2D,
  d: tf.Tensor2D,
  roles: Roles,
  options: { readonly temperature: number; readonly symmetric: boolean },
): tf.Scalar {
  return tf.tidy(() => {
    const forward = logOfSum(scaledSimilarities(q, d, options.temperature), roles);
    if (!options.symmetric) return forward;
    const positives = tf.slice(d, [0, 0], [roles.queries, -1]);
    const backward = logOfSum(scaledSimilarities(positives, q, options.temperature), transposedRoles(roles));
    return tf.mul(tf.add(forward, backward), 0.5);
  });
}

/** Roles of the queries for each positive document: the first Q columns, transposed. */
function transposedRoles({ queries, documents, candidate, positive }: Roles): Roles {
  const flip = (mask: Float32Array): Float32Array =>
    Float32Array.from({ length: queries * queries }, (_, at) => {
      const [row, column] = [Math.floor(at / queries), at % queries];
      return mask[column * documents + row] ?? 0;
    });
  return { queries, documents: queries, candidate: flip(candidate), positive: flip(positive) };
}
