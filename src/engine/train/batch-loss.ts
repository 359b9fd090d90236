import * as tf from '@tensorflow/tfjs';
import type { Settings } from '../../core/settings/settings';
import { distill } from '../losses/distill';
import { infoNce } from '../losses/infonce';
import { softNearestNeighbour } from '../losses/soft-nearest-neighbour';
import type { TrainingBatch } from './build-batch';
import { rankedLoss } from './ranked-batch';

export type LossSettings = Pick<Settings, 'loss' | 'form' | 'temperature' | 'symmetric'>;

/**
 * The loss of a batch from its embeddings. @param q [Q, D]; @param d [M, D]; unit rows.
 * @param logInverse log(1 / T), where soft nearest neighbour learns its temperature; else null.
 */
export function batchLoss(
  q: tf.Tensor2D,
  d: tf.Tensor2D,
  batch: TrainingBatch,
  settings: LossSettings,
  logInverse: tf.Scalar | null,
): tf.Scalar {
  if (batch.ranked !== undefined) return rankedLoss(q, d, batch.ranked, settings.temperature);
  switch (settings.loss) {
    case 'infonce':
      return infoNce(q, d, batch.roles, settings);
    case 'distill':
      return distill(q, d, batch.roles, settings);
    case 'snn':
      return tf.tidy(() => {
        const { labels, excluded } = neighbourClasses(batch);
        const inverse =
          logInverse === null ? tf.scalar(1 / distanceTemperature(settings.temperature)) : tf.exp(logInverse);
        return softNearestNeighbour(tf.concat([q, d], 0), labels, inverse, excluded);
      });
  }
}

/** T of squared distances for the temperature of a cosine: |a - b|^2 = 2 - 2 cos on unit vectors. */
export function distanceTemperature(temperature: number): number {
  return 2 * temperature;
}

/**
 * Classes of [queries; documents]: a query and its positives are one, every negative is one of its own. A document
 * that answers a query without being its row's positive is left out of that class's sums.
 */
export function neighbourClasses({ queries, documents, owners, roles }: TrainingBatch) {
  const first = queries.length;
  const n = first + documents.length;
  const labels = Int32Array.from({ length: n }, (_, at) => at);
  owners.forEach((owner, j) => {
    if (roles.positive[owner * documents.length + j] === 1) labels[first + j] = owner;
  });
  const excluded = new Float32Array(n * n);
  for (let i = 0; i < first; i++) {
    for (let j = 0; j < documents.length; j++) {
      if (roles.candidate[i * documents.length + j] === 1) continue;
      for (let member = 0; member < n; member++) {
        if (labels[member] !== i) continue;
        excluded[member * n + first + j] = 1;
        excluded[(first + j) * n + member] = 1;
      }
    }
  }
  return { labels, excluded };
}
