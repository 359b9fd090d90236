import { createRandom } from '../../../core/random/random';
import { parseEncoderConfig, type EncoderConfig } from '../../../core/models/encoder-config';
import { expectedTensors } from '../../../core/models/expected-tensors';
import { encode } from '../../model/encoder';
import { packSequences } from '../../model/token-batch';
import type { HostTensor } from '../../model/weights';
import type { Check, Outputs } from '../check';
import { valueAndGradients } from '../value-and-gradients';

const CONFIG = {
  model_type: 'bert',
  hidden_size: 32,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 72,
  vocab_size: 40,
  max_position_embeddings: 24,
  type_vocab_size: 2,
  layer_norm_eps: 1e-12,
  hidden_act: 'gelu',
  pad_token_id: 0,
};
const LENGTHS = [17, 3, 9];

/** A whole encoder of two layers: embeddings of three texts, and the gradient of every weight through all of it. */
export function encoderCheck(): Check {
  return {
    operation: 'Whole encoder',
    input: `2 layers, 32 wide, ${LENGTHS.join(' + ')} tokens`,
    tolerance: 1e-3, // the rounding of some twenty operations, one after the other
    compute: runEncoder,
    reference: runEncoder, // on the plain CPU backend every operation takes its plain path
  };
}

async function runEncoder(): Promise<Outputs> {
  const config = parseEncoderConfig(JSON.stringify(CONFIG));
  const random = createRandom(2024);
  const texts = LENGTHS.map((length) => Int32Array.from({ length }, () => random.int(config.vocabulary)));
  const outputs = await valueAndGradients(seededWeights(config), (weights) =>
    encode(weights, { config, pooling: 'mean', normalise: true }, packSequences(texts)),
  );
  // A softmax ignores what all its scores have in common, so the gradient of the keys' bias is rounding alone.
  return new Map([...outputs].filter(([name]) => !name.endsWith('key.bias')));
}

function seededWeights(config: EncoderConfig): Map<string, HostTensor> {
  const random = createRandom(7);
  const make = (name: string, shape: number[]): HostTensor => {
    const isScale = name.endsWith('LayerNorm.weight');
    const size = shape.reduce((product, length) => product * length, 1);
    return { shape, values: Float32Array.from({ length: size }, () => +isScale + 0.2 * random.normal()) };
  };
  return new Map([...expectedTensors(config)].map(([name, shape]) => [name, make(name, shape)]));
}
