import * as tf from '@tensorflow/tfjs';
import type { TokenBatch } from '../model/token-batch';
import { columnSum } from './linear';
import { hasKernel, runKernel, withGradient } from './run-kernel';

/** The three tables of BERT's input: word [V, H], position [P, H], type [2, H]. */
export interface EmbeddingTables {
  readonly word: tf.Tensor2D;
  readonly position: tf.Tensor2D;
  readonly type: tf.Tensor2D;
}

/** The sum of word, position and type-0 embedding of every token of the batch -> [N, H]. */
export function embed(batch: TokenBatch, tables: EmbeddingTables): tf.Tensor2D {
  return hasKernel('KennelEmbed') ? fusedEmbed(batch, tables) : plainEmbed(batch, tables);
}

export function plainEmbed(batch: TokenBatch, { word, position, type }: EmbeddingTables): tf.Tensor2D {
  return tf.tidy(() => {
    const places = tf.add(tf.gather(position, batch.positions), tf.slice(type, [0, 0], [1, -1]));
    return tf.add(tf.gather(word, batch.ids), places);
  });
}

function fusedEmbed({ ids, positions }: TokenBatch, tables: EmbeddingTables): tf.Tensor2D {
  const { word, position, type } = tables;
  return withGradient(
    [word, position, type],
    () => ({
      value: runKernel('KennelEmbed', { ids, positions, word, position, type }),
      saved: [ids, positions],
    }),
    (dy, [wordIds, placeIds]) => [
      scatter(wordIds, dy, word.shape[0]),
      scatter(placeIds, dy, position.shape[0]),
      // Only type 0 occurs: a bi-encoder reads one segment.
      tf.pad(columnSum(dy).expandDims(0), [
        [0, type.shape[0] - 1],
        [0, 0],
      ]),
    ],
  ) as tf.Tensor2D; // [N, H] by the kernel
}

/** The gradient of a gather: row i of x added to row ids[i] of a table of zeros. */
function scatter(ids: tf.Tensor | undefined, x: tf.Tensor, tableRows: number): tf.Tensor {
  if (ids === undefined) throw new Error('embedding: the saved ids are missing');
  return runKernel('KennelScatter', { ids, x }, { tableRows });
}
