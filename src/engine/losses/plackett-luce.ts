import * as tf from '@tensorflow/tfjs';
import { contrast } from '../kernels/contrast/contrast';
import { layOut, type Contest, type Ranking } from './ranking';

/**
 * Syntriever's stage 2, partial Plackett-Luce (arXiv 2502.03824, section 2.3, equation 7). For a row that prefers w to l:
 * L_i = [LSE(all documents of the batch) - s(q_i, w_i)] + [LSE(all but w_i) - s(q_i, l_i)], mean over rows: the
 * likelihood of w before l before the other rows' documents in any order. A longer ranking has one such term a document,
 * without those ranked above it. Documents of one tier leave each other out. Where neither answers, the terms after the
 * first tier are dropped. Each term is a `contrast`, so the fused kernel and its gradient serve it.
 * @param scores cos / temperature, [Q, M].
 */
export function plackettLuce(scores: tf.Tensor2D, ranking: Ranking): tf.Scalar {
  return tf.tidy(() =>
    layOut(plackettLuceContests(ranking), ranking).reduce<tf.Scalar>(
      (sum, layer) => tf.add(sum, contrast(scores, layer, 'in')),
      tf.scalar(0),
    ),
  );
}

function plackettLuceContests({ queries, documents, tiers, neither, candidate }: Ranking): Contest[] {
  return tiers.flatMap((ofRow, row) => {
    const left = candidate.slice(row * documents, (row + 1) * documents);
    return ofRow.slice(0, neither[row] === true ? 1 : undefined).flatMap((tier) => {
      for (const item of tier) left[item] = 0;
      return tier.map((winner): Contest => {
        const against = left.slice();
        against[winner] = 1;
        return { row, winner, against, weight: 1 / queries };
      });
    });
  });
}
