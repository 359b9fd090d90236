import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { textHash } from './text-hash';

test('texts that differ in case and spaces only share a hash, others do not', () => {
  expect(textHash('How  long?')).toBe(textHash('how long? '));
  expect(textHash('caf\u00e9')).toBe(textHash('cafe\u0301'));
  expect(textHash('how long')).not.toBe(textHash('how long?'));
});

test('no collisions among 200,000 short texts (seed 5)', () => {
  const random = createRandom(5);
  const texts = new Set(Array.from({ length: 200_000 }, () => `${random.int(1e9)} ${random.int(1e9)}`));
  expect(new Set([...texts].map(textHash)).size).toBe(texts.size);
});

test('hashes are whole numbers below 2^53', () => {
  for (const text of ['', 'a', 'é', 'x'.repeat(1000)])
    expect(Number.isSafeInteger(textHash(text))).toBe(true);
});
