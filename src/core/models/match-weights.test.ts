import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RawTensor } from '../safetensors/dtype';
import { readSafetensors } from '../safetensors/read';
import { parseEncoderConfig, type EncoderConfig } from './encoder-config';
import { expectedTensors, parameterCount } from './expected-tensors';
import { matchWeights } from './match-weights';

const folder = new URL('../../fixtures/golden/', import.meta.url);
const read = (name: string): Map<string, RawTensor> =>
  readSafetensors('m', readFileSync(new URL(`${name}/model.safetensors`, folder))).tensors;
const configOf = (name: string): EncoderConfig =>
  parseEncoderConfig(readFileSync(new URL(`${name}/config.json`, folder), 'utf8'));
const config = configOf('bert-micro');
const micro = read('bert-micro');
const FAMILIES = ['bert', 'distilbert', 'xlm-roberta', 'mpnet'];

test.each(FAMILIES)('expects exactly the tensors of the %s micro model, in their shapes', (family) => {
  const tensors = read(`${family}-micro`);
  const expected = expectedTensors(configOf(`${family}-micro`));
  const found = [...tensors].map(([name, { shape }]) => [name, shape]);
  expect(new Map([...expected].sort())).toEqual(new Map(found.sort() as [string, number[]][])); // pairs of the map above
  expect(parameterCount(configOf(`${family}-micro`))).toBe(
    [...tensors.values()].reduce((sum, { bytes }) => sum + bytes.length / 4, 0),
  );
});

test.each([
  ['distilbert', 'distilbert.', 'vocab_layer_norm.weight'],
  ['xlm-roberta', 'roberta.', 'lm_head.layer_norm.weight'],
  ['mpnet', 'mpnet.', 'lm_head.layer_norm.weight'],
])('finds the encoder of %s behind "%s", beside a head', (family, prefix, head) => {
  const plain = read(`${family}-micro`);
  const tensors = new Map([...plain].map(([name, tensor]) => [prefix + name, tensor]));
  const extra = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
  const configuration = configOf(`${family}-micro`);
  const { weights, fileNames, passThrough } = matchWeights('m', configuration, tensors.set(head, extra));
  expect(weights).toEqual(matchWeights('m', configuration, plain).weights);
  expect([...passThrough.keys()]).toEqual([head]);
  for (const [name, inFile] of fileNames) expect(inFile).toBe(prefix + name);
});

test('finds the encoder in a model with heads, and keeps the rest for export', () => {
  const { weights, fileNames, passThrough, notes, dtype } = matchWeights(
    'm',
    config,
    read('bert-cross-encoder-micro'),
  );
  expect([...weights.keys()]).toEqual([...expectedTensors(config).keys()]);
  expect(fileNames.get('embeddings.LayerNorm.bias')).toBe('bert.embeddings.LayerNorm.bias');
  expect([...passThrough.keys()].sort()).toEqual([
    'bert.pooler.dense.bias',
    'bert.pooler.dense.weight',
    'classifier.bias',
    'classifier.weight',
  ]);
  expect(notes[0]).toContain('kept for export: bert.pooler.dense.bias');
  expect(dtype).toBe('F32');
});

const renamed = (rename: (name: string) => string): Map<string, RawTensor> =>
  new Map([...micro].map(([name, tensor]) => [rename(name), tensor]));

test.each([
  ['model.', (name: string) => `model.${name}`],
  ['0.auto_model.', (name: string) => `0.auto_model.${name}`],
  [
    'LayerNorm.gamma',
    (name: string) => name.replace('Norm.weight', 'Norm.gamma').replace('Norm.bias', 'Norm.beta'),
  ],
])('names with %s give the same weights', (_, rename) => {
  expect(matchWeights('m', config, renamed(rename)).weights).toEqual(
    matchWeights('m', config, micro).weights,
  );
});

test('position ids are passed through although they are integers', () => {
  const ids = { dtype: 'I64', shape: [1, 1], bytes: new Uint8Array(8) };
  const { passThrough } = matchWeights('m', config, new Map([...micro, ['embeddings.position_ids', ids]]));
  expect([...passThrough]).toEqual([['embeddings.position_ids', ids]]);
});

const KEY = 'encoder.layer.1.attention.self.key.weight';
const replaced = (tensor?: RawTensor): Map<string, RawTensor> => {
  const tensors = new Map(micro);
  tensors.delete(KEY);
  return tensor === undefined ? tensors : tensors.set(KEY, tensor);
};

/** 1,024 values, the last of them this one. */
function poisoned(value: number): Uint8Array {
  const values = new Float32Array(1024);
  values[1023] = value;
  return new Uint8Array(values.buffer);
}

test.each([
  ['without weights of the encoder', new Map(), 'tensor "embeddings.word_embeddings.weight" is missing'],
  ['without a tensor', replaced(), `tensor "${KEY}" of shape [32, 32] is missing`],
  [
    'with a wrong shape',
    replaced({ dtype: 'F32', shape: [32, 16], bytes: new Uint8Array(2048) }),
    `tensor "${KEY}" has shape [32, 16]; config.json says it should be [32, 32]`,
  ],
  [
    'with integers as weights',
    replaced({ dtype: 'I8', shape: [32, 32], bytes: new Uint8Array(1024) }),
    `tensor "${KEY}" holds I8`,
  ],
  [
    'with NaN',
    replaced({ dtype: 'F32', shape: [32, 32], bytes: poisoned(Number.NaN) }),
    `tensor "${KEY}" holds a value that is no number (NaN)`,
  ],
  [
    'with infinity',
    replaced({ dtype: 'F32', shape: [32, 32], bytes: poisoned(Number.NEGATIVE_INFINITY) }),
    `tensor "${KEY}" holds an infinite value`,
  ],
  [
    'with two encoders',
    new Map([...renamed((name) => `a.${name}`), ...renamed((name) => `b.${name}`)]),
    'more than one encoder',
  ],
])('weights %s are refused', (_, tensors, message) => {
  expect(() => matchWeights('m', config, tensors)).toThrow(`m: ${message}`.replace('m: more', 'more'));
});
