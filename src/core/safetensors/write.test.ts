import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { concatBytes } from '../formats/concat-bytes';
import type { FloatTensor, RawTensor } from './dtype';
import { decodeTensor, readSafetensors } from './read';
import { planSafetensors, type Precision } from './write';

function write(tensors: ReadonlyMap<string, FloatTensor | RawTensor>, precision: Precision): Uint8Array {
  const plan = planSafetensors(tensors, precision);
  const bytes = concatBytes([...plan.chunks()]);
  expect(bytes.length).toBe(plan.byteLength);
  return bytes;
}

function tensor(shape: number[], value: (i: number) => number): FloatTensor {
  return {
    shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)),
  };
}

test('the micro model, read and written, is the same file byte for byte', () => {
  const golden = readFileSync(new URL('../../fixtures/golden/bert-micro/model.safetensors', import.meta.url));
  const floats = new Map<string, FloatTensor>();
  for (const [name, raw] of readSafetensors('m', golden).tensors)
    floats.set(name, { shape: [...raw.shape], values: decodeTensor('m', name, raw) });
  const shuffled = createRandom(3).shuffle([...floats]);
  expect(Buffer.compare(write(new Map(shuffled), 'F32'), golden)).toBe(0);
});

test('F16 halves the data and keeps raw tensors as they are', () => {
  const ids: RawTensor = { dtype: 'I64', shape: [1], bytes: Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0) };
  const tensors = new Map<string, FloatTensor | RawTensor>([
    ['b', tensor([2, 2], (i) => i + 0.5)],
    ['ids', ids],
    ['a', tensor([], () => 1)],
  ]);
  const { tensors: back, metadata } = readSafetensors('m', write(tensors, 'F16'));
  expect(metadata).toEqual({ format: 'pt' });
  expect([...back.keys()]).toEqual(['ids', 'a', 'b']);
  expect(back.get('ids')).toEqual(ids);
  const b = back.get('b');
  expect(b?.dtype).toBe('F16');
  expect(b && [...decodeTensor('m', 'b', b)]).toEqual([0.5, 1.5, 2.5, 3.5]);
});

test('values too large for F16 are reported by tensor', () => {
  const tensors = new Map([
    ['fine', tensor([1], () => 1)],
    ['large', tensor([3], (i) => i * 60000)],
  ]);
  expect(planSafetensors(tensors, 'F16').overflow).toEqual([{ name: 'large', count: 1 }]);
  expect(planSafetensors(tensors, 'F32').overflow).toEqual([]);
});

test('a tensor whose values do not fit its shape is a programming error', () => {
  expect(() => planSafetensors(new Map([['a', { shape: [3], values: new Float32Array(2) }]]), 'F32')).toThrow(
    '"a"',
  );
});
