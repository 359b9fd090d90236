import * as tf from '@tensorflow/tfjs';
import type { EncoderConfig } from '../../core/models/encoder-config';
import { attention } from '../kernels/attention/attention';
import { embedNorm } from '../kernels/embed-norm/embed-norm';
import { layerNorm } from '../kernels/layer-norm/layer-norm';
import { linear, linearGelu } from '../kernels/linear/linear';
import { pool, type Pooling } from '../kernels/pool/pool';
import type { TokenBatch } from './token-batch';

/** Weights by Hugging Face name, without prefix: `encoder.layer.0.attention.self.query.weight` and so on. */
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

/** BERT's input: word, position and type embeddings, summed and normalised -> [N, H]. */
export function embedTokens(weights: Weights, config: EncoderConfig, batch: TokenBatch): tf.Tensor2D {
  return tf.tidy(() => {
    const tables = {
      word: matrix(weights, 'embeddings.word_embeddings.weight'),
      position: matrix(weights, 'embeddings.position_embeddings.weight'),
      type: matrix(weights, 'embeddings.token_type_embeddings.weight'),
    };
    return embedNorm(batch, tables, norm(weights, 'embeddings.LayerNorm', config.layerNormEps));
  });
}

/** One transformer layer (post-norm, as in BERT): [N, H] -> [N, H]. */
function layer(
  x: tf.Tensor2D,
  weights: Weights,
  config: EncoderConfig,
  batch: TokenBatch,
  index: number,
): tf.Tensor2D {
  const name = `encoder.layer.${String(index)}`;
  const { layerNormEps } = config;
  // A tidy for each half: what the first computed on the way is gone before the second, the widest, begins.
  return tf.tidy(() => {
    const attended = tf.tidy(() => {
      const mixed = attend(x, weights, config, batch, name);
      return layerNorm(mixed, x, norm(weights, `${name}.attention.output.LayerNorm`, layerNormEps));
    });
    const inner = linearGelu(attended, ...dense(weights, `${name}.intermediate.dense`));
    const outer = project(inner, weights, `${name}.output.dense`);
    return layerNorm(outer, attended, norm(weights, `${name}.output.LayerNorm`, layerNormEps));
  });
}

/** Attention and its output projection, [N, H] -> [N, H]. */
function attend(
  x: tf.Tensor2D,
  weights: Weights,
  config: EncoderConfig,
  batch: TokenBatch,
  name: string,
): tf.Tensor2D {
  return tf.tidy(() => {
    const self = `${name}.attention.self`;
    const heard = attention(
      project(x, weights, `${self}.query`),
      project(x, weights, `${self}.key`),
      project(x, weights, `${self}.value`),
      batch,
      config.heads,
    );
    return project(heard, weights, `${name}.attention.output.dense`);
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
    let hidden = x;
    for (let index = from; index < to; index++) {
      const next = layer(hidden, weights, config, batch, index);
      if (hidden !== x) hidden.dispose(); // what a gradient needs of it was saved
      hidden = next;
    }
    return hidden === x ? tf.clone(x) : hidden;
  });
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
