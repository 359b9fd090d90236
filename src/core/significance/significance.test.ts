import { expect, test } from 'vitest';
import golden from '../../fixtures/golden/significance.json';
import { createRandom } from '../random/random';
import { compare, verdictOf } from './compare';
import { meanInterval } from './mean-interval';
import { pairedTTest } from './paired-t-test';
import { signFlipP } from './sign-flip';

const { a, b } = golden;
const d = b.map((value, i) => value - (a[i] ?? NaN));
const flip = (values: readonly number[]) => values.map((value) => -value);

test("the paired t-test equals SciPy's", () => {
  const { t, p } = pairedTTest(a, b);
  expect(t).toBeCloseTo(golden.paired_t.t, 12);
  expect(Math.abs(p / golden.paired_t.p - 1)).toBeLessThan(1e-11);
  expect(pairedTTest(b, a)).toEqual({ t: -t, p });
});

test('the t-test of equal lists, of a constant shift and of one query', () => {
  expect(pairedTTest(a, a)).toEqual({ t: 0, p: 1 });
  expect(pairedTTest([0, 0, 0], [0.5, 0.5, 0.5])).toEqual({ t: Infinity, p: 0 });
  expect(() => pairedTTest([1], [2])).toThrow('at least two');
});

test("the exact randomisation test equals SciPy's", () => {
  expect(signFlipP(d.slice(0, 10), 1)).toBe(golden.exact_sign_flip_first_10.p);
});

test('queries that did not change leave the randomisation test as it is', () => {
  const padded = [...d.slice(0, 10), ...Array.from({ length: 50 }, () => 0)];
  expect(signFlipP(padded, 1)).toBe(golden.exact_sign_flip_first_10.p);
  expect(signFlipP([0, 0, 0], 1)).toBe(1);
});

test('equal sums count as equal although rounding differs', () => {
  // Signs +++ and --- only: 2 of 8; .1 + .2 + .3 in another order is another float.
  expect(signFlipP([0.1, 0.2, 0.3], 1)).toBe(2 / 8);
  expect(signFlipP([0.3, 0.2, 0.1], 1)).toBe(2 / 8);
});

test('the sampled randomisation test comes near the exact one, repeats, and is never 0 (seeds 1, 2)', () => {
  const exact = signFlipP(d.slice(0, 16), 1);
  // The zero-sum pair makes 18 moving differences, hence sampling, and hardly moves p.
  const sampled = signFlipP([...d.slice(0, 16), 1e-9, -1e-9], 1);
  expect(Math.abs(sampled - exact)).toBeLessThan(0.01);
  expect(signFlipP(d, 2)).toBe(signFlipP(d, 2));
  expect(
    signFlipP(
      Array.from({ length: 200 }, () => 1),
      1,
    ),
  ).toBe(1 / 10_001);
});

test("the bootstrap interval equals SciPy's to .002, for three seeds (1, 2, 3)", () => {
  const [low, high] = golden.bootstrap_ci_95_mean_difference;
  for (const seed of [1, 2, 3]) {
    const interval = meanInterval(d, seed);
    expect(Math.abs(interval.low - (low ?? NaN))).toBeLessThan(0.002);
    expect(Math.abs(interval.high - (high ?? NaN))).toBeLessThan(0.002);
    expect(interval.mean).toBeCloseTo(d.reduce((sum, v) => sum + v, 0) / d.length, 15);
  }
  expect(meanInterval(d, 1)).toEqual(meanInterval(d, 1));
  expect(meanInterval(d, 1)).not.toEqual(meanInterval(d, 2));
});

test('the interval of one value, or of equal values, is that value', () => {
  expect(meanInterval([0.25], 1)).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
  expect(meanInterval([0.5, 0.5], 1)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  expect(() => meanInterval([], 1)).toThrow('no query');
});

test('the interval covers the true mean about 95 times in 100 (seed 21)', () => {
  const random = createRandom(21);
  let covered = 0;
  for (let round = 0; round < 200; round++) {
    const { low, high } = meanInterval(Array.from({ length: 50 }, random.normal), round);
    if (low <= 0 && 0 <= high) covered++;
  }
  expect(covered).toBeGreaterThan(178);
  expect(covered).toBeLessThan(200);
});

test('the bootstrap of 300 queries takes well under 100 ms', () => {
  const values = Array.from({ length: 300 }, createRandom(9).next);
  const times = [1, 2, 3, 4, 5].map((seed) => {
    const start = performance.now();
    meanInterval(values, seed);
    return performance.now() - start;
  });
  // Measured: about 20 ms. The best of five, since the machine may be busy.
  expect(Math.min(...times)).toBeLessThan(80);
});

test('compare sums it up, and its mirror image is the mirror image', () => {
  const delta = compare(a, b, 1);
  expect(delta).toEqual({
    ...meanInterval(d, 1),
    p: signFlipP(d, 1),
    verdict: 'WIN',
    wins: d.filter((value) => value > 0).length,
    ties: 0,
    losses: d.filter((value) => value < 0).length,
  });
  expect(compare(flip(a), flip(b), 1)).toMatchObject({ mean: -delta.mean, verdict: 'REGRESSION' });
  expect(compare(a, a, 1)).toEqual({
    ...{ mean: 0, low: 0, high: 0, p: 1, verdict: 'UNDECIDED' },
    ...{ wins: 0, ties: a.length, losses: 0 },
  });
});

test('an interval that touches 0 decides nothing', () => {
  expect(verdictOf({ mean: 1, low: 0, high: 2 })).toBe('UNDECIDED');
  expect(verdictOf({ mean: -1, low: -2, high: 0 })).toBe('UNDECIDED');
  expect(verdictOf({ mean: 1, low: 1e-9, high: 2 })).toBe('WIN');
});

test('refuses to pair lists of different queries', () => {
  expect(() => compare([1, 2], [1], 1)).toThrow('cannot pair 2 queries with 1');
  expect(() => compare([], [], 1)).toThrow('no query');
});

test('a handful of queries decides nothing, however clear they look', () => {
  const gains = (count: number) =>
    compare(new Array<number>(count).fill(0), new Array<number>(count).fill(0.5), 1);
  expect(gains(2)).toMatchObject({ low: 0.5, verdict: 'UNDECIDED' });
  expect(gains(5).verdict).toBe('UNDECIDED');
  expect(gains(6).verdict).toBe('WIN');
});
