import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { createNumbering } from './numbering';

test('numbers hashes by first appearance and finds them again', () => {
  const numbering = createNumbering();
  expect([7, 0, 7, 2 ** 53 - 1, -8].map((hash) => numbering.numberOf(hash))).toEqual([0, 1, 0, 2, 3]);
  expect(numbering.size).toBe(4);
  expect([0, 2 ** 53 - 1, -8, 1].map((hash) => numbering.find(hash))).toEqual([1, 2, 3, undefined]);
});

test('fuzz, seed 5: the same numbers as a Map gives, beyond many a growth', () => {
  const random = createRandom(5);
  const numbering = createNumbering();
  const known = new Map<number, number>();
  for (let i = 0; i < 50_000; i++) {
    // Few bits, so that hashes come again, and many that differ only above 32 bits.
    const hash = random.int(200) * 2 ** 32 + random.int(200) - 20_000;
    const expected = known.get(hash) ?? known.size;
    known.set(hash, expected);
    if (numbering.numberOf(hash) !== expected) expect.fail(`${hash} got another number`);
  }
  expect(numbering.size).toBe(known.size);
  expect(known.size).toBeGreaterThan(20_000);
});
