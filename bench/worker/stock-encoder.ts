import * as tf from '@tensorflow/tfjs';
import type { Batch, Shape } from '../shapes';
import { randomSequences, randomWeights } from './random-weights';

/**
 * The encoder as anyone would write it with tfjs alone: padded batches with a mask, stock operations, tf.train.adam.
 * What ours is measured against. Linear weights are stored [in, out], so that the forward pass is tfjs's fastest
 * matrix product.
 */
export interface StockTraining {
  step(): Promise<number>;
  readonly parameters: number;
}

type Weights = ReadonlyMap<string, tf.Variable>;

const TEMPERATURE = 0.05;
const RATE = 1e-4;
const EPSILON = 1e-12;
const MASKED = -1e9;

/** Texts of equal length: their ids and the mask of real tokens, both [B, T]. */
interface Padded {
  readonly ids: tf.Tensor2D;
  readonly mask: tf.Tensor2D;
}

export function createStockTraining(shape: Shape, batch: Batch): StockTraining {
  const weights = uploadTransposed(shape);
  const sequences = randomSequences(shape, batch);
  const queries = pad(sequences.slice(0, batch.rows));
  const passages = pad(sequences.slice(batch.rows));
  const optimiser = tf.train.adam(RATE);
  const variables = [...weights.values()];
  const loss = (): tf.Scalar => infoNce(embed(queries, weights, shape), embed(passages, weights, shape));
  return {
    parameters: variables.reduce((sum, { size }) => sum + size, 0),
    step: async () => {
      const value = optimiser.minimize(loss, true, variables);
      if (value === null) throw new Error('the optimiser returned no loss');
      const [number = Number.NaN] = await value.data();
      value.dispose();
      // On WebGPU the step is over when the last update is.
      await variables.at(-1)?.data();
      return number;
    },
  };
}

function uploadTransposed(shape: Shape): Map<string, tf.Variable> {
  const weights = new Map<string, tf.Variable>();
  for (const { name, shape: dimensions, values } of randomWeights(shape)) {
    const linear = dimensions.length === 2 && !name.startsWith('embeddings.');
    const variable = tf.tidy(() => {
      const tensor = tf.tensor(values, dimensions);
      return tf.variable(linear ? tf.transpose(tensor) : tensor);
    });
    weights.set(name, variable);
  }
  return weights;
}

function pad(sequences: readonly Int32Array[]): Padded {
  const longest = Math.max(...sequences.map(({ length }) => length));
  const ids = new Int32Array(sequences.length * longest);
  const mask = new Float32Array(sequences.length * longest);
  sequences.forEach((sequence, at) => {
    ids.set(sequence, at * longest);
    mask.fill(1, at * longest, at * longest + sequence.length);
  });
  const size: [number, number] = [sequences.length, longest];
  return { ids: tf.tensor2d(ids, size, 'int32'), mask: tf.tensor2d(mask, size) };
}

function get(weights: Weights, name: string): tf.Variable {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`there is no weight named ${name}`);
  return found;
}

function dense(x: tf.Tensor, weights: Weights, name: string): tf.Tensor {
  return tf.add(tf.matMul(x, get(weights, `${name}.weight`)), get(weights, `${name}.bias`));
}

function layerNorm(x: tf.Tensor, weights: Weights, name: string): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const normalised = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, EPSILON)));
  return tf.add(tf.mul(normalised, get(weights, `${name}.weight`)), get(weights, `${name}.bias`));
}

function gelu(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

/** [B * T, H] -> [B, heads, T, H / heads]. */
function splitHeads(x: tf.Tensor, [texts, length]: [number, number], heads: number): tf.Tensor {
  return tf.transpose(tf.reshape(x, [texts, length, heads, -1]), [0, 2, 1, 3]);
}

function attention(
  x: tf.Tensor,
  mask: tf.Tensor2D,
  weights: Weights,
  name: string,
  heads: number,
): tf.Tensor {
  const part = (which: string): tf.Tensor =>
    splitHeads(dense(x, weights, `${name}.self.${which}`), mask.shape, heads);
  const [q, k, v] = [part('query'), part('key'), part('value')];
  const scale = 1 / Math.sqrt(q.shape[3] ?? 1);
  const penalty = tf.reshape(tf.mul(tf.sub(1, mask), MASKED), [mask.shape[0], 1, 1, mask.shape[1]]);
  const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), scale), penalty);
  const heard = tf.matMul(tf.softmax(scores), v);
  const joined = tf.reshape(tf.transpose(heard, [0, 2, 1, 3]), x.shape);
  return dense(joined, weights, `${name}.output.dense`);
}

function embedTokens({ ids }: Padded, weights: Weights, { hidden }: Shape): tf.Tensor {
  const [texts, length] = ids.shape;
  const words = tf.gather(get(weights, 'embeddings.word_embeddings.weight'), tf.reshape(ids, [-1]));
  const positions = tf.slice(get(weights, 'embeddings.position_embeddings.weight'), [0, 0], [length, -1]);
  const type = tf.slice(get(weights, 'embeddings.token_type_embeddings.weight'), [0, 0], [1, -1]);
  const sum = tf.add(tf.reshape(words, [texts, length, hidden]), tf.add(positions, type));
  return layerNorm(tf.reshape(sum, [texts * length, hidden]), weights, 'embeddings.LayerNorm');
}

function embed(padded: Padded, weights: Weights, shape: Shape): tf.Tensor2D {
  const [texts, length] = padded.ids.shape;
  let x = embedTokens(padded, weights, shape);
  for (let index = 0; index < shape.layers; index++) {
    const name = `encoder.layer.${String(index)}`;
    const heard = attention(x, padded.mask, weights, `${name}.attention`, shape.heads);
    const attended = layerNorm(tf.add(heard, x), weights, `${name}.attention.output.LayerNorm`);
    const inner = gelu(dense(attended, weights, `${name}.intermediate.dense`));
    const outer = dense(inner, weights, `${name}.output.dense`);
    x = layerNorm(tf.add(outer, attended), weights, `${name}.output.LayerNorm`);
  }
  const mask = tf.expandDims(padded.mask, 2);
  const sum = tf.sum(tf.mul(tf.reshape(x, [texts, length, shape.hidden]), mask), 1);
  const mean = tf.div(sum, tf.sum(mask, 1));
  const norms = tf.sqrt(tf.sum(tf.square(mean), 1, true));
  return tf.div(mean, norms);
}

function infoNce(queries: tf.Tensor2D, passages: tf.Tensor2D): tf.Scalar {
  const scores: tf.Tensor2D = tf.div(tf.matMul(queries, passages, false, true), TEMPERATURE);
  const labels = tf.eye(queries.shape[0]);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(scores), labels), 1)));
}
