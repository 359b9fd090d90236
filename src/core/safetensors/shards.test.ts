import { expect, test } from 'vitest';
import { concatBytes } from '../formats/concat-bytes';
import { INDEX_FILE, parseShardIndex, readWeightFiles } from './shards';
import { planSafetensors } from './write';

function shard(...names: string[]): Uint8Array {
  const tensors = new Map(names.map((name) => [name, { shape: [1], values: Float32Array.of(name.length) }]));
  return concatBytes([...planSafetensors(tensors, 'F32').chunks()]);
}

const encode = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));
const ONE = 'model-00001-of-00002.safetensors';
const TWO = 'model-00002-of-00002.safetensors';
const index = encode({ metadata: {}, weight_map: { a: ONE, bb: TWO } });

test('joins the shards of an index', () => {
  const files = new Map([
    [INDEX_FILE, index],
    [ONE, shard('a')],
    [TWO, shard('bb')],
  ]);
  expect([...readWeightFiles(files).tensors.keys()]).toEqual(['a', 'bb']);
});

test('a single file wins over an index', () => {
  const files = new Map([
    [INDEX_FILE, index],
    ['model.safetensors', shard('x')],
  ]);
  expect([...readWeightFiles(files).tensors.keys()]).toEqual(['x']);
});

test.each([
  ['no weights', new Map(), 'model.safetensors: the file is missing'],
  [
    'a missing shard',
    new Map([
      [INDEX_FILE, index],
      [ONE, shard('a')],
    ]),
    `${TWO}: the file is missing`,
  ],
  [
    'a missing tensor',
    new Map([
      [INDEX_FILE, index],
      [ONE, shard('a')],
      [TWO, shard('c')],
    ]),
    `${TWO}: tensor "bb" is missing`,
  ],
  [
    'a tensor twice',
    new Map([
      [INDEX_FILE, index],
      [ONE, shard('a')],
      [TWO, shard('a', 'bb')],
    ]),
    `${TWO}: tensor "a" is in another file`,
  ],
])('refuses %s', (_, files, message) => {
  expect(() => readWeightFiles(files)).toThrow(message);
});

test.each([
  ['not JSON', '<html>', 'not valid JSON'],
  ['no map', '{}', 'no "weight_map"'],
  ['an empty map', '{"weight_map":{}}', 'is empty'],
  ['a path out of the folder', '{"weight_map":{"a":"../x.safetensors"}}', 'is no file name'],
  ['a name that is no text', '{"weight_map":{"a":3}}', 'is no file name'],
])('refuses an index that is %s', (_, text, message) => {
  expect(() => parseShardIndex(INDEX_FILE, text)).toThrow(message);
});
