import * as tf from '@tensorflow/tfjs';
import type { TokenBatch } from '../../model/token-batch';
import { plainLayerNorm, type LayerNormWeights } from '../layer-norm/layer-norm';
import { columnSum } from '../linear/linear';
import { hasKernel, runKernel, runKernels, withGradient } from '../run-kernel';
import { groupRows } from './row-groups';

/** The tables of BERT's input: word [V, H], position [P, H], type [2, H] (null in families without types). */
export interface EmbeddingTables {
  readonly word: tf.Tensor2D;
  readonly position: tf.Tensor2D;
  readonly type: tf.Tensor2D | null;
}

/** LayerNorm of the sum of word, position and type-0 embedding of every token of the batch -> [N, H]. */
export function embedNorm(batch: TokenBatch, tables: EmbeddingTables, norm: LayerNormWeights): tf.Tensor2D {
  return hasKernel('KennelEmbedNorm')
    ? fusedEmbedNorm(batch, tables, norm)
    : plainEmbedNorm(batch, tables, norm);
}

export function plainEmbedNorm(
  batch: TokenBatch,
  { word, position, type }: EmbeddingTables,
  norm: LayerNormWeights,
): tf.Tensor2D {
  return tf.tidy(() => {
    const places: tf.Tensor2D = tf.gather(position, batch.positions);
    const typed = type === null ? places : tf.add<tf.Tensor2D>(places, tf.slice(type, [0, 0], [1, -1]));
    return plainLayerNorm(tf.add(tf.gather(word, batch.ids), typed), null, norm);
  });
}

function fusedEmbedNorm(
  batch: TokenBatch,
  tables: EmbeddingTables,
  { gamma, beta, epsilon }: LayerNormWeights,
): tf.Tensor2D {
  const { ids, positions } = batch;
  const { word, position, type } = tables;
  const tableInputs = type === null ? { word, position } : { word, position, type };
  return withGradient(
    [...Object.values(tableInputs), gamma, beta],
    () => {
      const inputs = { ids, positions, ...tableInputs, gamma, beta };
      const [value, normalised, scales] = runKernels('KennelEmbedNorm', inputs, { epsilon });
      if (!value || !normalised || !scales) throw new Error('embed + norm: an output is missing');
      return { value, saved: [normalised, scales, gamma, ids, positions], activations: [normalised] };
    },
    (dy, [normalised, scales, scale, wordIds, placeIds]) => {
      if (!normalised || !scales || !scale) throw new Error('embed + norm: a saved tensor is missing');
      const [dx, dGamma, dBeta] = runKernels('KennelLayerNormGradient', {
        dy,
        normalised,
        scales,
        gamma: scale,
      });
      if (!dx || !dGamma || !dBeta) throw new Error('embed + norm: a gradient is missing');
      const gradients = [
        scatter(wordIds, batch.hostIds, batch.tokens, dx, word.shape[0]),
        scatter(placeIds, batch.hostPositions, batch.tokens, dx, position.shape[0]),
        ...(type === null ? [] : [typeGradient(dx, type.shape[0])]),
        dGamma,
        dBeta,
      ];
      return gradients;
    },
  ) as tf.Tensor2D; // [N, H] by the kernel
}

/** Only type 0 occurs: a bi-encoder reads one segment. */
function typeGradient(dx: tf.Tensor, types: number): tf.Tensor {
  return tf.pad(columnSum(dx).expandDims(0), [
    [0, types - 1],
    [0, 0],
  ]);
}

/**
 * The gradient of a gather: row i of x added to row ids[i] of a table of zeros. Rows from `tokens` on belong to no
 * sequence, so that their gradient is zero.
 */
function scatter(
  ids: tf.Tensor | undefined,
  hostIds: Int32Array,
  tokens: number,
  x: tf.Tensor,
  tableRows: number,
): tf.Tensor {
  if (ids === undefined) throw new Error('embed + norm: the saved ids are missing');
  if (tf.getBackend() !== 'webgpu') return runKernel('KennelScatter', { ids, x }, { tableRows });
  // Sums without atomics want the rows of a word together, and only the host knows where they are.
  const { count, lists } = groupRows(hostIds, tokens, tableRows, hostIds.length);
  return runKernel('KennelScatter', { groups: tf.tensor1d(lists, 'int32'), x }, { tableRows, groups: count });
}
