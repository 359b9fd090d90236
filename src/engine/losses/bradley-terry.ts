import * as tf from '@tensorflow/tfjs';
import { contrast } from '../kernels/contrast/contrast';
import { layOut, type Contest, type Ranking } from './ranking';

/**
 * Bradley-Terry: -log sigmoid(s(q, better) - s(q, worse)), which is LSE(both) - s(q, better); mean over a row's ordered
 * pairs, then over rows. It knows nothing but the pairs, so that nothing holds the other passages where they are: the
 * loss to compare `plackettLuce` with.
 * @param scores cos / temperature, [Q, M].
 */
export function bradleyTerry(scores: tf.Tensor2D, ranking: Ranking): tf.Scalar {
  return tf.tidy(() =>
    layOut(bradleyTerryContests(ranking), ranking).reduce<tf.Scalar>(
      (sum, layer) => tf.add(sum, contrast(scores, layer, 'in')),
      tf.mul(tf.sum(scores), 0), // a batch without an ordered pair has a gradient too: zeros
    ),
  );
}

function bradleyTerryContests({ queries, documents, tiers }: Ranking): Contest[] {
  return tiers.flatMap((ofRow, row) => {
    const pairs = ofRow.flatMap((tier, rank) =>
      tier.flatMap((better) =>
        ofRow
          .slice(rank + 1)
          .flat()
          .map((worse) => [better, worse] as const),
      ),
    );
    return pairs.map(([winner, loser]): Contest => {
      const against = new Float32Array(documents);
      against[winner] = 1;
      against[loser] = 1;
      return { row, winner, against, weight: 1 / (queries * pairs.length) };
    });
  });
}
