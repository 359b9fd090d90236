import * as tf from '@tensorflow/tfjs';
import type { EncoderConfig } from '../../core/models/encoder-config';
import { familyOf } from '../../core/models/families/families';
import { EMBEDDINGS, moduleName } from '../../core/models/families/family';
import { attention } from '../kernels/attention/attention';
import { embedNorm } from '../kernels/embed-norm/embed-norm';
import { layerNorm } from '../kernels/layer-norm/layer-norm';
import { feedForward } from '../kernels/linear/feed-forward';
import { linear } from '../kernels/linear/linear';
import { pool, type Pooling } from '../kernels/pool/pool';
import { relativeBias } from './relative-bias';
import type { TokenBatch } from './token-batch';

/** Weights by Hugging Face name, without prefix: `encoder.layer.0.attention.self.query.weight` and so on (in BERT). */
export type Weights = ReadonlyMap<string, tf.Variable>;

export interface EncoderOptions {
  readonly config: EncoderConfig;
  readonly pooling: Pooling;
  /** Scale embeddings to length 1. */
  readonly normalise: boolean;
}

function weight(weights: Weights, name: string): tf.Tensor {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`the model has no weight named ${name}`);
  return found;
}

// The shapes were checked against the configuration when the model was opened.

function matrix(weights: Weights, name: string): tf.Tensor2D {
  return weight(weights, name) as tf.Tensor2D; // see above
}

function vector(weights: Weights, name: string): tf.Tensor1D {
  return weight(weights, name) as tf.Tensor1D; // see above
}

function norm(weights: Weights, name: string, epsilon: number) {
  return {
    gamma: vector(weights, `${name}.weight`),
    beta: vector(weights, `${name}.bias`),
    epsilon,
  };
}

function dense(weights: Weights, name: string): [tf.Tensor2D, tf.Tensor1D] {
  return [matrix(weights, `${name}.weight`), vector(weights, `${name}.bias`)];
}

function project(x: tf.Tensor2D, weights: Weights, name: string): tf.Tensor2D {
  return linear(x, ...dense(weights, name));
}

/** The encoder's input: word, position and, where the family has them, type embeddings, summed and normalised -> [N, H]. */
export function embedTokens(weights: Weights, config: EncoderConfig, batch: TokenBatch): tf.Tensor2D {
  return tf.tidy(() => {
    const { types } = familyOf(config);
    const tables = {
      word: matrix(weights, `${EMBEDDINGS.word}.weight`),
      position: matrix(weights, `${EMBEDDINGS.position}.weight`),
      type: types === null ? null : matrix(weights, `${types}.weight`),
    };
    const placed = fromPosition(batch, config.firstPosition);
    return embedNorm(placed, tables, norm(weights, EMBEDDINGS.norm, config.layerNormEps));
  });
}

/** The batch with the position ids of a family that doesn't count from 0. */
function fromPosition(batch: TokenBatch, first: number): TokenBatch {
  if (first === 0) return batch;
  const hostPositions = batch.hostPositions.map((position) => position + first);
  return { ...batch, hostPositions, positions: tf.tensor1d(hostPositions, 'int32') };
}

/** What all layers of a forward pass share. */
interface Pass {
  readonly weights: Weights;
  readonly config: EncoderConfig;
  readonly batch: TokenBatch;
  /** The relative-position bias, in families that have one. */
  readonly bias: tf.Tensor2D | null;
}

/** One transformer layer (post-norm, as in BERT): [N, H] -> [N, H]. */
function layer(x: tf.Tensor2D, pass: Pass, index: number): tf.Tensor2D {
  const { weights, config } = pass;
  const { layerNormEps } = config;
  const family = familyOf(config);
  // A tidy for each half: what the first computed on the way is gone before the second, the widest, begins.
  return tf.tidy(() => {
    const attended = tf.tidy(() => {
      const mixed = attend(x, pass, index);
      return layerNorm(mixed, x, norm(weights, moduleName(family, index, 'attentionNorm'), layerNormEps));
    });
    const inner = dense(weights, moduleName(family, index, 'inner'));
    const outer = feedForward(attended, inner, dense(weights, moduleName(family, index, 'outer')));
    return layerNorm(outer, attended, norm(weights, moduleName(family, index, 'outputNorm'), layerNormEps));
  });
}

/** Attention and its output projection, [N, H] -> [N, H]. */
function attend(x: tf.Tensor2D, { weights, config, batch, bias }: Pass, index: number): tf.Tensor2D {
  return tf.tidy(() => {
    const family = familyOf(config);
    const heard = attention(
      project(x, weights, moduleName(family, index, 'query')),
      project(x, weights, moduleName(family, index, 'key')),
      project(x, weights, moduleName(family, index, 'value')),
      batch,
      config.heads,
      bias,
    );
    return project(heard, weights, moduleName(family, index, 'mix'));
  });
}

/** Layers [from, to) -> [N, H]. */
export function runLayers(
  x: tf.Tensor2D,
  weights: Weights,
  config: EncoderConfig,
  batch: TokenBatch,
  from: number,
  to: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const pass = { weights, config, batch, bias: biasOf(weights, config, batch) };
    let hidden = x;
    for (let index = from; index < to; index++) {
      const next = layer(hidden, pass, index);
      if (hidden !== x) hidden.dispose(); // what a gradient needs of it was saved
      hidden = next;
    }
    return hidden === x ? tf.clone(x) : hidden;
  });
}

function biasOf(weights: Weights, config: EncoderConfig, batch: TokenBatch): tf.Tensor2D | null {
  const { relativeBias: table } = familyOf(config);
  return table === null ? null : relativeBias(matrix(weights, `${table}.weight`), batch.longest);
}

/** The last layer's vector of every token, [N, H]. */
export function encodeTokens(weights: Weights, config: EncoderConfig, batch: TokenBatch): tf.Tensor2D {
  return tf.tidy(() =>
    runLayers(embedTokens(weights, config, batch), weights, config, batch, 0, config.layers),
  );
}

/** One vector for each sequence, [B, H]. */
export function encode(weights: Weights, options: EncoderOptions, batch: TokenBatch): tf.Tensor2D {
  return tf.tidy(() =>
    pool(encodeTokens(weights, options.config, batch), batch, options.pooling, options.normalise),
  );
}
