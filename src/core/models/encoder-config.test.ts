import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseEncoderConfig } from './encoder-config';

const golden = (name: string): string =>
  readFileSync(new URL(`../../fixtures/golden/${name}/config.json`, import.meta.url), 'utf8');
const micro = golden('bert-micro');
const changed = (change: Record<string, unknown>): string =>
  JSON.stringify({ ...JSON.parse(micro), ...change });

test('reads the micro model', () => {
  expect(parseEncoderConfig(micro)).toEqual({
    family: 'bert',
    layers: 2,
    hidden: 32,
    heads: 4,
    intermediate: 64,
    vocabulary: 97,
    positions: 40,
    types: 2,
    layerNormEps: 1e-12,
    activation: 'gelu',
    padId: 0,
  });
});

test('old files leave keys out; BertConfig has defaults for them', () => {
  const old = changed({
    layer_norm_eps: undefined,
    hidden_act: undefined,
    pad_token_id: null,
    type_vocab_size: undefined,
  });
  expect(parseEncoderConfig(old)).toMatchObject({ layerNormEps: 1e-12, types: 2, padId: 0 });
});

test.each(['distilbert', 'mpnet', 'xlm-roberta'])('a %s model is refused by name', (family) => {
  expect(() => parseEncoderConfig(golden(`${family}-micro`))).toThrow(
    `config.json: this is a ${family} model; Kennel loads BERT encoders`,
  );
});

test.each([
  ['a web page', '<!DOCTYPE html><title>Sign in</title>', 'this is a web page, not JSON'],
  ['damaged', '{"model_type":', 'this is not valid JSON'],
  ['a list', '[]', 'not the description of a model'],
  ['without a family', '{}', '"model_type"'],
  [
    'without layers',
    changed({ num_hidden_layers: undefined }),
    '"num_hidden_layers" is missing or impossible',
  ],
  ['of negative width', changed({ hidden_size: -4 }), '"hidden_size" is missing or impossible'],
  ['with a fractional vocabulary', changed({ vocab_size: 1.5 }), '"vocab_size"'],
  [
    'with another activation',
    changed({ hidden_act: 'gelu_new' }),
    'the activation "gelu_new" is not supported',
  ],
  ['with relative positions', changed({ position_embedding_type: 'relative_key' }), '"relative_key"'],
  ['a decoder', changed({ is_decoder: true }), 'this is a decoder'],
  ['with heads that do not fit', changed({ num_attention_heads: 5 }), '32 cannot be divided among 5'],
  ['with padding outside the vocabulary', changed({ pad_token_id: 97 }), 'padding token 97'],
])('a config that is %s is refused', (_, text, message) => {
  expect(() => parseEncoderConfig(text)).toThrow(`config.json: `);
  expect(() => parseEncoderConfig(text)).toThrow(message);
});
