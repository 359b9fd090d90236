import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseEncoderConfig } from './encoder-config';
import { readSentenceConfig, type SentenceConfig } from './sentence-config';

const config = {
  ...parseEncoderConfig(
    readFileSync(new URL('../../fixtures/golden/bert-micro/config.json', import.meta.url), 'utf8'),
  ),
  positions: 512,
};

const MODULES = [
  { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' },
  { idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
  { idx: 2, name: '2', path: '2_Normalize', type: 'sentence_transformers.models.Normalize' },
];
const MEAN = { word_embedding_dimension: 32, pooling_mode_mean_tokens: true, pooling_mode_cls_token: false };

/** Reads a folder whose files are given as JSON values. */
function read(files: Record<string, unknown>): SentenceConfig {
  const lookUp = (path: string): string | undefined =>
    Object.hasOwn(files, path) ? JSON.stringify(files[path]) : undefined;
  return readSentenceConfig(lookUp, config);
}

test('a folder of only an encoder: mean, not normalised, all positions, and a note', () => {
  expect(read({})).toEqual({
    pooling: 'mean',
    normalise: false,
    maxLength: 512,
    prompts: { query: '', passage: '' },
    notes: ['There is no modules.json: mean of the tokens, not normalised, is assumed.'],
  });
});

test('modules.json with Normalize', () => {
  const found = read({ 'modules.json': MODULES, '1_Pooling/config.json': MEAN });
  expect(found).toMatchObject({ pooling: 'mean', normalise: true, notes: [] });
  expect(read({ 'modules.json': MODULES.slice(0, 2), '1_Pooling/config.json': MEAN }).normalise).toBe(false);
});

test.each([
  [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }, 'cls'],
  [{ pooling_mode: 'cls', embedding_dimension: 32 }, 'cls'],
  [{ pooling_mode: 'mean' }, 'mean'],
])('pooling %j is %s', (pooling, expected) => {
  expect(read({ 'modules.json': MODULES, '1_Pooling/config.json': pooling }).pooling).toBe(expected);
});

test('sentence_bert_config.json wins over the tokenizer, as in all-MiniLM-L6-v2', () => {
  const tokenizer = {
    'tokenizer.json': { truncation: { max_length: 128 } },
    'tokenizer_config.json': { model_max_length: 500 },
  };
  expect(read({ ...tokenizer, 'sentence_bert_config.json': { max_seq_length: 256 } }).maxLength).toBe(256);
  expect(read(tokenizer).maxLength).toBe(500);
  expect(read({ ...tokenizer, 'tokenizer_config.json': {} }).maxLength).toBe(128);
});

test('no length goes beyond the positions', () => {
  expect(read({ 'sentence_bert_config.json': { max_seq_length: 8192 } }).maxLength).toBe(512);
  expect(read({ 'tokenizer_config.json': { model_max_length: 1e30 } }).maxLength).toBe(512);
  expect(read({ 'sentence_bert_config.json': { max_seq_length: null } }).maxLength).toBe(512);
});

test('positions that the family keeps for padding hold no text', () => {
  const roberta = { ...config, positions: 514, firstPosition: 2 };
  const stated = JSON.stringify({ max_seq_length: 514 });
  const read514 = (path: string) => (path === 'sentence_bert_config.json' ? stated : undefined);
  expect(readSentenceConfig(read514, roberta).maxLength).toBe(512);
  expect(readSentenceConfig(() => undefined, roberta).maxLength).toBe(512);
});

test.each([
  [{ prompts: { query: 'q: ', passage: 'p: ' } }, { query: 'q: ', passage: 'p: ' }],
  [{ prompts: { query: 'q: ', passage: 'p: ', document: 'd: ' } }, { query: 'q: ', passage: 'd: ' }],
  [
    { prompts: { s2s: 's: ' }, default_prompt_name: 's2s' },
    { query: 's: ', passage: 's: ' },
  ],
  [
    { prompts: { query: 'q: ' }, default_prompt_name: null },
    { query: 'q: ', passage: '' },
  ],
  [{ prompts: null }, { query: '', passage: '' }],
])('prompts of %j', (file, prompts) => {
  expect(read({ 'config_sentence_transformers.json': file }).prompts).toEqual(prompts);
});

test.each([
  [
    'max pooling',
    { '1_Pooling/config.json': { pooling_mode_max_tokens: true } },
    'pooling "max_tokens" is not supported',
  ],
  [
    'two poolings at once',
    { '1_Pooling/config.json': { ...MEAN, pooling_mode_max_tokens: true } },
    '"mean_tokens + max_tokens"',
  ],
  ['no pooling at all', { '1_Pooling/config.json': {} }, 'pooling "none"'],
  [
    'pooling of another width',
    { '1_Pooling/config.json': { ...MEAN, word_embedding_dimension: 64 } },
    'vectors of 64',
  ],
  ['a missing pooling', { 'modules.json': MODULES }, '1_Pooling/config.json: the file is missing'],
  [
    'a dense layer',
    {
      'modules.json': [
        ...MODULES.slice(0, 2),
        { path: '2_Dense', type: 'sentence_transformers.models.Dense' },
      ],
    },
    'a part "Dense"',
  ],
  [
    'a prompt left out of the mean',
    {
      '1_Pooling/config.json': { ...MEAN, include_prompt: false },
      'config_sentence_transformers.json': { prompts: { query: 'q: ' } },
    },
    'include_prompt',
  ],
  ['modules that are no list', { 'modules.json': {} }, 'modules.json: this is not a list'],
  [
    'an impossible length',
    { 'sentence_bert_config.json': { max_seq_length: 'long' } },
    'sentence_bert_config.json: "max_seq_length"',
  ],
  [
    'prompts that are no texts',
    { 'config_sentence_transformers.json': { prompts: { query: 3 } } },
    '"prompts.query"',
  ],
])('%s is refused', (_, files, message) => {
  expect(() => read(files)).toThrow(message);
});
