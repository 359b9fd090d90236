import * as tf from '@tensorflow/tfjs';
import type { Settings } from '../../core/settings/settings';
import { embedTokens, runLayers, type EncoderOptions } from './encoder';
import { pool } from '../kernels/pool/pool';
import type { TokenBatch } from './token-batch';

/** What of an encoder is trained: the frozen part runs once, outside the graph. */
export interface TrainedPart {
  readonly trainable: ReadonlyMap<string, tf.Variable>;
  /** The output of the frozen part, [N, H], or null when nothing at the bottom is frozen. The caller disposes it. */
  prefix(batch: TokenBatch): tf.Tensor2D | null;
  /** Embeddings [B, H] of length 1 (losses are on cosines), from the frozen part's output on. */
  embed(batch: TokenBatch, prefix: tf.Tensor2D | null): tf.Tensor2D;
}

/**
 * Splits an encoder into a frozen bottom and a trained top. Freezing layers freezes the embeddings below them too.
 * @throws Error when nothing is left to train.
 */
export function trainedPart(
  weights: ReadonlyMap<string, tf.Variable>,
  options: EncoderOptions,
  settings: Pick<Settings, 'freezeEmbeddings' | 'freezeLayers'>,
): TrainedPart {
  const { config, pooling } = options;
  const frozenLayers = Math.min(settings.freezeLayers, config.layers);
  const frozen = settings.freezeEmbeddings || frozenLayers > 0;
  const isFrozen = (name: string): boolean =>
    (frozen && name.startsWith('embeddings.')) || layerOf(name) < frozenLayers;
  const trainable = new Map([...weights].filter(([name]) => !isFrozen(name)));
  if (trainable.size === 0)
    throw new Error('Freeze lower layers: every layer is frozen, so nothing is left to train');
  const bottom = (batch: TokenBatch): tf.Tensor2D =>
    tf.tidy(() => runLayers(embedTokens(weights, config, batch), weights, config, batch, 0, frozenLayers));
  return {
    trainable,
    prefix: (batch) => (frozen ? bottom(batch) : null),
    embed: (batch, prefix) =>
      tf.tidy(() => {
        const hidden = prefix ?? embedTokens(weights, config, batch);
        const top = runLayers(hidden, weights, config, batch, frozenLayers, config.layers);
        return pool(top, batch, pooling, true);
      }),
  };
}

/** The layer a weight belongs to; Infinity for those outside the layers. */
function layerOf(name: string): number {
  const match = /^encoder\.layer\.(\d+)\./.exec(name);
  return match === null ? Infinity : Number(match[1]);
}
