import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { areaUnderCurve } from './area-under-curve';
import { COSINE_BINS, cosineBin, countCosines } from './cosine-bins';

test('bins hold what a search through all of them finds (seed 21)', () => {
  const random = createRandom(21);
  const cosines = Array.from({ length: 2000 }, () => random.next() * 2 - 1);
  const counts = countCosines(cosines);
  for (let bin = 0; bin < COSINE_BINS; bin++) {
    const from = -1 + (2 * bin) / COSINE_BINS;
    const to = -1 + (2 * (bin + 1)) / COSINE_BINS;
    expect(counts[bin]).toBe(cosines.filter((x) => x >= from && x < to).length);
  }
});

test('the ends of the range, and what rounding put beyond them', () => {
  expect(cosineBin(-1)).toBe(0);
  expect(cosineBin(1)).toBe(COSINE_BINS - 1);
  expect(cosineBin(-1.0000001)).toBe(0);
  expect(cosineBin(1.0000001)).toBe(COSINE_BINS - 1);
  expect(cosineBin(0)).toBe(COSINE_BINS / 2);
});

test('the area is the share of pairs won, ties half (seed 22)', () => {
  const random = createRandom(22);
  // Few different values, so that there are ties.
  const above = Float64Array.from({ length: 60 }, () => random.int(12) + 2);
  const below = Float64Array.from({ length: 45 }, () => random.int(12));
  let wins = 0;
  for (const a of above) for (const b of below) wins += a > b ? 1 : a === b ? 0.5 : 0;
  expect(areaUnderCurve(above, below)).toBeCloseTo(wins / (60 * 45), 12);
});

test('nothing to compare has no area', () => {
  expect(areaUnderCurve(new Float64Array(), Float64Array.of(1))).toBeNull();
  expect(areaUnderCurve(Float64Array.of(1), new Float64Array())).toBeNull();
});
