import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { longestText, parseEncoderConfig } from './encoder-config';

const golden = (name: string): string =>
  readFileSync(new URL(`../../fixtures/golden/${name}/config.json`, import.meta.url), 'utf8');
const micro = golden('bert-micro');
const changed = (change: Record<string, unknown>): string =>
  JSON.stringify({ ...JSON.parse(micro), ...change });

const shape = {
  layers: 2,
  hidden: 32,
  heads: 4,
  intermediate: 64,
  vocabulary: 97,
  positions: 40,
  layerNormEps: 1e-12,
  activation: 'gelu',
};

test.each([
  ['bert', { types: 2, relativeBuckets: 0, padId: 0, firstPosition: 0 }],
  ['distilbert', { types: 0, relativeBuckets: 0, padId: 0, firstPosition: 0 }],
  ['xlm-roberta', { types: 1, relativeBuckets: 0, padId: 1, firstPosition: 2 }],
  ['mpnet', { types: 0, relativeBuckets: 32, padId: 1, firstPosition: 2 }],
])('reads the micro model of %s', (family, own) => {
  const config = parseEncoderConfig(golden(`${family}-micro`));
  expect(config).toEqual({ family, ...shape, ...own });
  expect(longestText(config)).toBe(40 - own.firstPosition);
});

test('a RoBERTa model is read as an XLM-RoBERTa model is', () => {
  const xlm = golden('xlm-roberta-micro');
  const roberta = xlm.replace('"xlm-roberta"', '"roberta"');
  expect(parseEncoderConfig(roberta)).toEqual({ ...parseEncoderConfig(xlm), family: 'roberta' });
});

test("positions start after the padding of RoBERTa's config.json, and at 2 in MPNet whatever it says", () => {
  const padded = (family: string): string =>
    golden(`${family}-micro`).replace('"pad_token_id": 1', '"pad_token_id": 5');
  expect(parseEncoderConfig(padded('xlm-roberta')).firstPosition).toBe(6);
  expect(parseEncoderConfig(padded('mpnet')).firstPosition).toBe(2);
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

test.each([
  ['xlm-roberta', { layer_norm_eps: 1e-12, hidden_act: 'gelu', type_vocab_size: 2, pad_token_id: 1 }],
  ['distilbert', { activation: 'gelu', pad_token_id: 0 }],
  [
    'mpnet',
    { layer_norm_eps: 1e-12, hidden_act: 'gelu', pad_token_id: 1, relative_attention_num_buckets: 32 },
  ],
])('the defaults of %s are those of its class', (family, defaults) => {
  const given = JSON.parse(golden(`${family}-micro`)) as Record<string, unknown>; // an object, as all configurations
  const bare = { ...given, ...Object.fromEntries(Object.keys(defaults).map((key) => [key, undefined])) };
  expect(parseEncoderConfig(JSON.stringify(bare))).toEqual(
    parseEncoderConfig(JSON.stringify({ ...given, ...defaults })),
  );
});

test('a model of another family is refused by name, and told which are loaded', () => {
  expect(() => parseEncoderConfig(changed({ model_type: 'deberta-v2' }))).toThrow(
    'config.json: this is a deberta-v2 model; Kennel loads encoders of BERT (MiniLM, BGE, E5, GTE), DistilBERT, RoBERTa, XLM-RoBERTa and MPNet',
  );
  expect(() => parseEncoderConfig(changed({ model_type: 'toString' }))).toThrow('this is a toString model');
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
  [
    'DistilBERT with another activation',
    golden('distilbert-micro').replace('"gelu"', '"relu"'),
    'the activation "relu" is not supported',
  ],
  [
    'DistilBERT without layers',
    golden('distilbert-micro').replace('"n_layers"', '"layers"'),
    '"n_layers" is missing',
  ],
  [
    'MPNet with other buckets',
    golden('mpnet-micro').replace(
      '"relative_attention_num_buckets": 32',
      '"relative_attention_num_buckets": 64',
    ),
    '"relative_attention_num_buckets" is missing or impossible',
  ],
  [
    'RoBERTa without room for text',
    golden('xlm-roberta-micro').replace('"max_position_embeddings": 40', '"max_position_embeddings": 2'),
    '"max_position_embeddings" 2 leaves no position for text',
  ],
  ['with padding outside the vocabulary', changed({ pad_token_id: 97 }), 'padding token 97'],
])('a config that is %s is refused', (_, text, message) => {
  expect(() => parseEncoderConfig(text)).toThrow(`config.json: `);
  expect(() => parseEncoderConfig(text)).toThrow(message);
});
