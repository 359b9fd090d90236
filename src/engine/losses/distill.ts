import * as tf from '@tensorflow/tfjs';
import { logOfSum, meanOfLogs, scaledSimilarities, type Roles } from './contrastive';

/**
 * Syntriever's stage 1 (arXiv 2502.03824, section 2.2): each query is pulled to its labelled passage, its synthetic
 * passage and its chain of thought, against every document of the batch.
 * "in": L_i = LSE(all) - LSE(positives of i), the paper's. "out": the mean over positives of LSE(all) - s(q_i, .),
 * which pulls every view and not only the easiest. The positives stand in the denominator; with one positive both are
 * InfoNCE. A synthetic passage that failed its verification is a candidate but no positive (see `Roles`).
 * @param q unit rows [Q, D]; @param d unit rows [M, D].
 */
export function distill(
  q: tf.Tensor2D,
  d: tf.Tensor2D,
  roles: Roles,
  options: { readonly temperature: number; readonly form: 'in' | 'out' },
): tf.Scalar {
  return tf.tidy(() => {
    const scores = scaledSimilarities(q, d, options.temperature);
    return options.form === 'in' ? logOfSum(scores, roles) : meanOfLogs(scores, roles);
  });
}
