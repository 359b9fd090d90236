import { expect, test } from 'vitest';
import { BERT } from './bert';
import { DISTILBERT } from './distilbert';
import { layerOf, moduleName } from './family';
import { MPNET } from './mpnet';

test.each([
  [BERT, 'encoder.layer.0.output.LayerNorm.bias', 0],
  [BERT, 'encoder.layer.11.attention.self.key.weight', 11],
  [BERT, 'embeddings.LayerNorm.weight', undefined],
  [DISTILBERT, 'transformer.layer.5.ffn.lin1.weight', 5],
  [DISTILBERT, 'embeddings.word_embeddings.weight', undefined],
  [DISTILBERT, 'encoder.layer.5.output.dense.weight', undefined],
  [MPNET, 'encoder.layer.3.attention.attn.q.bias', 3],
  [MPNET, 'encoder.relative_attention_bias.weight', undefined],
] as const)('$label: %s', (family, weight, layer) => {
  expect(layerOf(family, weight)).toBe(layer);
});

test('names a module of a layer', () => {
  expect(moduleName(DISTILBERT, 2, 'outputNorm')).toBe('transformer.layer.2.output_layer_norm');
});
