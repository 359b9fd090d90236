import { expect, test } from 'vitest';
import { createRandom } from './random';

test('the same seed gives the same sequence, another seed another one', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('shuffle is a permutation and reaches every position (seed 3)', () => {
  const random = createRandom(3);
  const firsts = new Set<number>();
  for (let round = 0; round < 200; round++) {
    const items = random.shuffle([0, 1, 2, 3, 4]);
    expect([...items].sort()).toEqual([0, 1, 2, 3, 4]);
    firsts.add(items[0] ?? -1);
  }
  expect(firsts.size).toBe(5);
});

test('normal has mean 0 and variance 1 (seed 11)', () => {
  const random = createRandom(11);
  const values = Array.from({ length: 20_000 }, () => random.normal());
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(variance).toBeCloseTo(1, 1);
});
