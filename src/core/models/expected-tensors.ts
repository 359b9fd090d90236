import { elementCount } from '../safetensors/dtype';
import type { EncoderConfig } from './encoder-config';
import { familyOf } from './families/families';
import { EMBEDDINGS, moduleName, type EncoderFamily, type LayerNames } from './families/family';

/**
 * The tensors of an encoder under their Hugging Face names, with their shapes. Linear weights are [outputs, inputs],
 * as in PyTorch.
 */
export function expectedTensors(config: EncoderConfig): Map<string, number[]> {
  const { hidden } = config;
  const family = familyOf(config);
  const tensors = new Map<string, number[]>([
    [`${EMBEDDINGS.word}.weight`, [config.vocabulary, hidden]],
    [`${EMBEDDINGS.position}.weight`, [config.positions, hidden]],
  ]);
  if (family.types !== null) tensors.set(`${family.types}.weight`, [config.types, hidden]);
  addPair(tensors, EMBEDDINGS.norm, [hidden]);
  if (family.relativeBias !== null)
    tensors.set(`${family.relativeBias}.weight`, [config.relativeBuckets, config.heads]);
  for (let layer = 0; layer < config.layers; layer++) addLayer(tensors, config, family, layer);
  return tensors;
}

function addLayer(
  tensors: Map<string, number[]>,
  { hidden, intermediate }: EncoderConfig,
  family: EncoderFamily,
  layer: number,
): void {
  const shapes: Record<keyof LayerNames, number[]> = {
    query: [hidden, hidden],
    key: [hidden, hidden],
    value: [hidden, hidden],
    mix: [hidden, hidden],
    attentionNorm: [hidden],
    inner: [intermediate, hidden],
    outer: [hidden, intermediate],
    outputNorm: [hidden],
  };
  for (const [part, shape] of Object.entries(shapes))
    addPair(tensors, moduleName(family, layer, part as keyof LayerNames), shape); // a key of the record above
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
