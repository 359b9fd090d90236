import { parseEncoderConfig, type EncoderConfig } from '../../src/core/models/encoder-config';
import { expectedTensors } from '../../src/core/models/expected-tensors';
import { createRandom } from '../../src/core/random/random';
import type { Batch, Shape } from '../shapes';

const SEED = 77;
/** BERT's initial weights have this standard deviation. */
const DEVIATION = 0.02;
const POOL = 1 << 16;

export function configOf(shape: Shape): EncoderConfig {
  return parseEncoderConfig(
    JSON.stringify({
      model_type: 'bert',
      num_hidden_layers: shape.layers,
      hidden_size: shape.hidden,
      num_attention_heads: shape.heads,
      intermediate_size: shape.intermediate,
      vocab_size: shape.vocabulary,
      max_position_embeddings: shape.positions,
    }),
  );
}

export interface NamedWeight {
  readonly name: string;
  readonly shape: number[];
  readonly values: Float32Array;
}

/** The same weights wherever it is called: normal values out of a pool, LayerNorm at 1 and 0, biases at 0. */
export function* randomWeights(shape: Shape): Generator<NamedWeight> {
  const random = createRandom(SEED);
  const pool = Float32Array.from({ length: POOL }, () => random.normal() * DEVIATION);
  for (const [name, dimensions] of expectedTensors(configOf(shape))) {
    const values = new Float32Array(dimensions.reduce((product, size) => product * size, 1));
    if (name.endsWith('LayerNorm.weight')) values.fill(1);
    else if (!name.endsWith('bias')) fillFrom(pool, values, random.int(POOL));
    yield { name, shape: dimensions, values };
  }
}

function fillFrom(pool: Float32Array, values: Float32Array, start: number): void {
  // A stride of its own for every lap keeps rows from repeating.
  for (let i = 0; i < values.length; i++)
    values[i] = pool[(start + i * 3 + Math.floor(i / POOL)) & (POOL - 1)] ?? 0;
}

/** Token ids of the queries, then of the passages: [CLS]-like firsts do not matter to random weights. */
export function randomSequences({ vocabulary }: Shape, batch: Batch, seed = SEED): Int32Array[] {
  const random = createRandom(seed);
  const text = (length: number): Int32Array =>
    Int32Array.from({ length }, () => 1 + random.int(vocabulary - 1));
  return [
    ...Array.from({ length: batch.rows }, () => text(batch.queryTokens)),
    ...Array.from({ length: batch.rows }, () => text(batch.passageTokens)),
  ];
}
