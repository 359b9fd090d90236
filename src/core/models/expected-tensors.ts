import { elementCount } from '../safetensors/dtype';
import type { EncoderConfig } from './encoder-config';

/**
 * The tensors of a BERT encoder under their Hugging Face names, with their shapes. Linear weights are
 * [outputs, inputs], as in PyTorch.
 * Source: transformers, modeling_bert.py (BertEmbeddings, BertLayer).
 */
export function expectedTensors(config: EncoderConfig): Map<string, number[]> {
  const { hidden } = config;
  const tensors = new Map<string, number[]>([
    ['embeddings.word_embeddings.weight', [config.vocabulary, hidden]],
    ['embeddings.position_embeddings.weight', [config.positions, hidden]],
    ['embeddings.token_type_embeddings.weight', [config.types, hidden]],
  ]);
  addPair(tensors, 'embeddings.LayerNorm', [hidden]);
  for (let layer = 0; layer < config.layers; layer++) addLayer(tensors, `encoder.layer.${layer}`, config);
  return tensors;
}

function addLayer(tensors: Map<string, number[]>, layer: string, config: EncoderConfig): void {
  const { hidden, intermediate } = config;
  for (const part of ['query', 'key', 'value'])
    addPair(tensors, `${layer}.attention.self.${part}`, [hidden, hidden]);
  addPair(tensors, `${layer}.attention.output.dense`, [hidden, hidden]);
  addPair(tensors, `${layer}.attention.output.LayerNorm`, [hidden]);
  addPair(tensors, `${layer}.intermediate.dense`, [intermediate, hidden]);
  addPair(tensors, `${layer}.output.dense`, [hidden, intermediate]);
  addPair(tensors, `${layer}.output.LayerNorm`, [hidden]);
}

/** A weight and its bias, which is as long as the weight's first dimension. */
function addPair(tensors: Map<string, number[]>, name: string, weight: number[]): void {
  tensors.set(`${name}.weight`, weight);
  tensors.set(`${name}.bias`, weight.slice(0, 1));
}

/** How many numbers the encoder's weights hold. */
export function parameterCount(config: EncoderConfig): number {
  return [...expectedTensors(config).values()].reduce((sum, shape) => sum + elementCount(shape), 0);
}
