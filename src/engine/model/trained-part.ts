import * as tf from '@tensorflow/tfjs';
import { familyOf } from '../../core/models/families/families';
import { layerOf } from '../../core/models/families/family';
import type { Settings } from '../../core/settings/settings';
import { embedTokens, runLayers, type EncoderOptions } from './encoder';
import { pool } from '../kernels/pool/pool';
import type { TokenBatch } from './token-batch';

/** Embedding of the tokens (input null), a layer, or pooling: [N, H] -> [N, H], the last -> [B, H]. */
export type Stage = (batch: TokenBatch, input: tf.Tensor2D | null) => tf.Tensor2D;

/** What of an encoder is trained: the frozen part runs once, outside the graph. */
export interface TrainedPart {
  readonly trainable: ReadonlyMap<string, tf.Variable>;
  /** The output of the frozen part, [N, H], or null when nothing at the bottom is frozen. The caller disposes it. */
  prefix(batch: TokenBatch): tf.Tensor2D | null;
  /** From the frozen part's output to embeddings of length 1 (losses are on cosines); each stage reads the one before. */
  readonly stages: readonly Stage[];
  /** Embeddings [B, H]: all stages, from the frozen part's output on. */
  embed(batch: TokenBatch, prefix: tf.Tensor2D | null): tf.Tensor2D;
}

/**
 * Splits an encoder into a frozen bottom and a trained top. Freezing layers freezes the embeddings below them too; a
 * relative-position bias, which all layers share, counts as an embedding.
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
  const family = familyOf(config);
  const isFrozen = (name: string): boolean => {
    const layer = layerOf(family, name);
    return layer === undefined ? frozen : layer < frozenLayers;
  };
  const trainable = new Map([...weights].filter(([name]) => !isFrozen(name)));
  if (trainable.size === 0)
    throw new Error('Freeze lower layers: every layer is frozen, so nothing is left to train');
  const layers = Array.from({ length: config.layers - frozenLayers }, (_, i): Stage => {
    const index = frozenLayers + i;
    return (batch, input) => runLayers(given(input), weights, config, batch, index, index + 1);
  });
  const stages: Stage[] = [
    ...(frozen ? [] : [(batch: TokenBatch) => embedTokens(weights, config, batch)]),
    ...layers,
    (batch, input) => pool(given(input), batch, pooling, true),
  ];
  const bottom = (batch: TokenBatch): tf.Tensor2D =>
    tf.tidy(() => runLayers(embedTokens(weights, config, batch), weights, config, batch, 0, frozenLayers));
  return {
    trainable,
    prefix: (batch) => (frozen ? bottom(batch) : null),
    stages,
    embed: (batch, prefix) => tf.tidy(() => chain(stages, batch, prefix)),
  };
}

/** Runs one stage after the other; what a gradient needs of an output in between was saved, so it goes at once. */
function chain(stages: readonly Stage[], batch: TokenBatch, prefix: tf.Tensor2D | null): tf.Tensor2D {
  let hidden = prefix;
  for (const stage of stages) {
    const next = stage(batch, hidden);
    if (hidden !== prefix) hidden?.dispose();
    hidden = next;
  }
  return given(hidden);
}

function given(input: tf.Tensor2D | null): tf.Tensor2D {
  if (input === null) throw new Error('a layer has nothing to read');
  return input;
}
