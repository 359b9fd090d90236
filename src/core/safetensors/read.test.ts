import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { decodeTensor, readSafetensors } from './read';

interface Described {
  dtype?: unknown;
  shape?: unknown;
  data_offsets?: unknown;
}

/** A file with this header text and data, valid or not. */
function fileOf(header: Record<string, Described> | string, dataBytes: number, claimed?: bigint): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]): Described => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

const golden = readFileSync(new URL('../../fixtures/golden/bert-micro/model.safetensors', import.meta.url));

test('reads the micro model: names, shapes and values', () => {
  const { tensors, metadata } = readSafetensors('model.safetensors', golden);
  expect(metadata).toEqual({ format: 'pt' });
  const words = tensors.get('embeddings.word_embeddings.weight');
  expect(words?.shape).toEqual([97, 32]);
  if (words === undefined) return;
  const values = decodeTensor('model.safetensors', 'w', words);
  expect(values.length).toBe(97 * 32);
  const view = new DataView(words.bytes.buffer, words.bytes.byteOffset);
  for (const i of [0, 1, 1000, 3103]) expect(values[i]).toBe(view.getFloat32(i * 4, true));
});

test('reads tensors that are not aligned, and scalars and empty tensors', () => {
  const bytes = fileOf(
    { a: { dtype: 'U8', shape: [1], data_offsets: [0, 1] }, b: f32(1, 5, []), c: f32(5, 5, [0, 3]) },
    5,
  );
  new DataView(bytes.buffer).setFloat32(bytes.length - 4, 2.5, true);
  const { tensors } = readSafetensors('x', bytes);
  const scalar = tensors.get('b');
  expect(scalar && [...decodeTensor('x', 'b', scalar)]).toEqual([2.5]);
  const empty = tensors.get('c');
  expect(empty && decodeTensor('x', 'c', empty).length).toBe(0);
});

test('reads F16 and BF16', () => {
  const bytes = fileOf(
    {
      h: { dtype: 'F16', shape: [2], data_offsets: [0, 4] },
      b: { dtype: 'BF16', shape: [1, 1], data_offsets: [4, 6] },
    },
    6,
  );
  bytes.set([0x00, 0x3e, 0x01, 0x00, 0x40, 0xc0], bytes.length - 6);
  const { tensors } = readSafetensors('x', bytes);
  const decoded = [...tensors].map(([name, tensor]) => [...decodeTensor('x', name, tensor)]);
  expect(decoded).toEqual([[1.5, 2 ** -24], [-3]]);
});

test('refuses to compute with other types, naming the tensor', () => {
  const bytes = fileOf({ ids: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } }, 8);
  const ids = readSafetensors('x', bytes).tensors.get('ids');
  expect(() => ids && decodeTensor('x', 'ids', ids)).toThrow('x: tensor "ids" holds I64');
});

describe('refuses, naming file and tensor:', () => {
  const cases: [string, Uint8Array, string][] = [
    ['an empty file', new Uint8Array(0), 'm: the file is cut off: it has only 0 bytes'],
    [
      'a 2 GB header',
      fileOf('{}', 0, 2n ** 31n),
      'm: not a safetensors file: it claims a header of 2,147,483,648 bytes',
    ],
    ['an absurd header', fileOf('{}', 0, 2n ** 64n - 1n), 'm: not a safetensors file: it claims a header'],
    [
      'a header longer than the file',
      fileOf('{}', 0, 50n),
      'm: the file is cut off: it has 10 bytes, but its header alone should take 58',
    ],
    ['a web page', new TextEncoder().encode('<!DOCTYPE html><html></html>'), 'm: this is a web page'],
    [
      'an LFS pointer',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n'),
      'm: this is a Git LFS pointer',
    ],
    ['bad JSON', fileOf('{"a":', 0), 'not valid JSON'],
    ['bad UTF-8', fileOf('{}', 0).fill(0xff, 8), 'not valid JSON'],
    ['a list', fileOf('[]', 0), 'not an object'],
    ['a tensor without description', fileOf('{"a":3}', 0), 'm: tensor "a" has no description'],
    [
      'an unknown type',
      fileOf({ a: { ...f32(0, 4), dtype: 'F31' } }, 4),
      'm: tensor "a" has the unknown type "F31"',
    ],
    ['a type of Object.prototype', fileOf({ a: { ...f32(0, 4), dtype: 'toString' } }, 4), 'unknown type'],
    ['a negative shape', fileOf({ a: f32(0, 4, [-1]) }, 4), 'm: tensor "a" has the impossible shape [-1]'],
    ['a fractional shape', fileOf({ a: f32(0, 4, [0.5, 2]) }, 4), 'impossible shape'],
    [
      'offsets in reverse',
      fileOf({ a: { ...f32(0, 4), data_offsets: [4, 0] } }, 4),
      'm: tensor "a" has the impossible place [4,0]',
    ],
    [
      'too few bytes for the shape',
      fileOf({ a: f32(0, 4, [2]) }, 4),
      'm: tensor "a" has 4 bytes, but shape [2] of F32 needs 8',
    ],
    [
      'a shape that overflows',
      fileOf({ a: f32(0, 4, [2 ** 40, 2 ** 40, 2 ** 40]) }, 4),
      'm: tensor "a" has 4 bytes',
    ],
    ['an overlap', fileOf({ a: f32(0, 8), b: f32(4, 12) }, 12), 'm: tensor "b" overlaps tensor "a"'],
    [
      'a gap',
      fileOf({ a: f32(0, 4), b: f32(8, 12) }, 12),
      'm: 4 bytes before tensor "b" belong to no tensor',
    ],
    [
      'a cut',
      fileOf({ a: f32(0, 4), b: f32(4, 12) }, 8),
      'm: the file is cut off in tensor "b": it has 124 bytes and should have 128',
    ],
    ['bytes left over', fileOf({ a: f32(0, 4) }, 6), 'm: the file has 2 bytes after its last tensor'],
    [
      'a tensor listed twice',
      fileOf(`{"a":${JSON.stringify(f32(0, 4))},"a":${JSON.stringify(f32(0, 4))}}`, 4),
      'm: tensor "a" is listed twice',
    ],
    ['metadata that is no object', fileOf('{"__metadata__":[]}', 0), 'damaged metadata'],
  ];
  test.each(cases)('%s', (_, bytes, message) => {
    expect(() => readSafetensors('m', bytes)).toThrow(InputError);
    expect(() => readSafetensors('m', bytes)).toThrow(message);
  });
});

test('every cut of the micro model is refused with both sizes', () => {
  for (let size = 8; size < golden.length; size += 997)
    expect(() => readSafetensors('m', golden.subarray(0, size))).toThrow(/cut off.*has [\d,]+ bytes/);
});

test('mutated files are read or refused with an InputError, never anything else (seed 5)', () => {
  const random = createRandom(5);
  const headerBytes = 8 + Number(golden.readBigUInt64LE(0));
  let refused = 0;
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from(
      golden.subarray(0, golden.length - random.int(2) * random.int(golden.length)),
    );
    for (let change = random.int(6); change >= 0; change--) bytes[random.int(headerBytes)] = random.int(256);
    if (random.int(3) === 0) bytes[random.int(8)] = random.int(256);
    try {
      const { tensors } = readSafetensors('m', bytes);
      for (const [name, tensor] of tensors) decodeTensor('m', name, tensor);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(1000);
});
