import * as tf from '@tensorflow/tfjs';

/** Scores of another model for the same candidates, as probabilities. */
export interface ReferenceScores {
  readonly queries: number;
  readonly documents: number;
  /** [Q, M] Row-major; each row sums to 1 over its candidates and is 0 elsewhere. */
  readonly probabilities: Float32Array;
  /** [Q, M] 1 or 0. */
  readonly candidate: Float32Array;
}

/** Stands in for -Infinity in masked scores: exp gives 0, and gradients stay finite. */
const MASKED = -1e9;

/**
 * Mean over queries of KL(reference || model) over the candidates of the batch: how far the scores have moved from the
 * model that training started from. 0 where they are the same.
 * @param scores cos / temperature, [Q, M].
 */
export function scoreDivergence(scores: tf.Tensor2D, reference: ReferenceScores): tf.Scalar {
  const { queries, documents, probabilities, candidate } = reference;
  return tf.tidy(() => {
    const shape: [number, number] = [queries, documents];
    const penalty = tf.tensor2d(
      candidate.map((keep) => (keep > 0 ? 0 : MASKED)),
      shape,
    );
    const expected = tf.sum(tf.mul(scores, tf.tensor2d(probabilities, shape)), 1);
    const crossEntropy = tf.mean(tf.sub(tf.logSumExp(tf.add(scores, penalty), 1), expected));
    return tf.sub(crossEntropy, entropy(probabilities) / queries);
  });
}

function entropy(probabilities: Float32Array): number {
  return -probabilities.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
}

/** The softmax of each row's scores over its candidates. @param scores cos / temperature, row-major [Q, M]. */
export function referenceScores(
  scores: Float32Array,
  { queries, documents, candidate }: Omit<ReferenceScores, 'probabilities'>,
): ReferenceScores {
  const probabilities = new Float32Array(queries * documents);
  for (let row = 0; row < queries; row++) {
    const start = row * documents;
    let top = -Infinity;
    for (let at = start; at < start + documents; at++)
      if (candidate[at] === 1) top = Math.max(top, scores[at] ?? top);
    let sum = 0;
    for (let at = start; at < start + documents; at++) {
      if (candidate[at] !== 1) continue;
      const weight = Math.exp((scores[at] ?? 0) - top);
      probabilities[at] = weight;
      sum += weight;
    }
    for (let at = start; at < start + documents; at++) probabilities[at] = (probabilities[at] ?? 0) / sum;
  }
  return { queries, documents, probabilities, candidate };
}
