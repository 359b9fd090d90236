import { expect, test } from 'vitest';
import expected from '../../fixtures/pocket-expected.json';
import { createTokenizer } from './tokenizer';
import { tokenizerFromVocabulary } from './tokenizer-from-vocabulary';

const file = async (name: string): Promise<Response> => fetch(`/models/pocket/${name}`);
const json: unknown = await (await file('tokenizer.json')).json();
const config = (await (await file('tokenizer_config.json')).json()) as Record<string, unknown>; // an object in every model
const vocabulary = await (await file('vocab.txt')).text();
const texts = expected.texts.map((text, i) => ({
  text,
  ids: expected.token_ids[i] ?? [],
  label: text.slice(0, 40),
}));

test('there are 20 expected texts', () => {
  expect(texts.length).toBe(20);
});

test.each(texts)('the ids of "$label" are those of sentence-transformers', ({ text, ids }) => {
  expect([...createTokenizer(json, config).encode(text, 256)]).toEqual(ids);
});

test('a tokenizer made from vocab.txt alone gives the same ids', () => {
  const tokenizer = createTokenizer(tokenizerFromVocabulary(vocabulary, config), config);
  for (const { text, ids } of texts) expect([...tokenizer.encode(text, 256)]).toEqual(ids);
});

test('cuts the content and keeps the special tokens', () => {
  const tokenizer = createTokenizer(json, config);
  const whole = tokenizer.encode('How long does the battery take to charge?', 256);
  const cut = tokenizer.encode('How long does the battery take to charge?', 5);
  expect([...cut]).toEqual([...whole.slice(0, 4), ...whole.slice(-1)]);
  expect(tokenizer.encode('', 256).length).toBe(2);
});

test('knows the largest id it can give', () => {
  expect(createTokenizer(json, config).vocabularySize).toBe(12288);
});

test('special tokens written as objects are understood, with and without a type', () => {
  const objects = {
    ...config,
    cls_token: { content: '[CLS]' },
    sep_token: { __type: 'AddedToken', content: '[SEP]' },
  };
  const text = expected.texts[0] ?? '';
  expect([...createTokenizer(json, objects).encode(text, 256)]).toEqual(expected.token_ids[0]);
});

test.each([
  ['no object', 'text'],
  ['without a model', {}],
  ['of an unknown kind', { model: { type: 'Telepathy', vocab: {} } }],
])('a tokenizer.json that is %s is refused', (_, bad) => {
  expect(() => createTokenizer(bad, config)).toThrow('tokenizer.json: ');
});

test('a vocabulary without [CLS] is refused', () => {
  expect(() => tokenizerFromVocabulary('[PAD]\n[UNK]\n[SEP]\na\n', {})).toThrow(
    'vocab.txt: the token [CLS] is missing',
  );
});
