import { expect, test } from 'vitest';
import { createRandom, type Random } from '../random/random';
import { averagePrecision } from './average-precision';
import { judgeRanking, type JudgedRanking } from './judged-ranking';
import type { Metric } from './metric';
import { ndcg } from './ndcg';
import { precision } from './precision';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';
import { success } from './success';

const METRICS: readonly Metric[] = [1, 2, 3, 5, 8, Infinity].flatMap((cut) => [
  ndcg(cut),
  ndcg(cut, 'exponential'),
  averagePrecision(cut),
  averagePrecision(cut, 2),
  reciprocalRank(cut),
  recall(cut),
  success(cut),
  precision(Math.min(cut, 20)),
]);

function* permutations(values: readonly number[]): Generator<number[], void> {
  if (values.length === 0) yield [];
  for (const [i, value] of values.entries())
    for (const rest of permutations(values.toSpliced(i, 1))) yield [value, ...rest];
}

/** Every ranking that the ties allow, each as often as any other. */
function* allOrders(groups: readonly (readonly number[])[]): Generator<number[], void> {
  const [first, ...rest] = groups;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const head of permutations(first)) for (const tail of allOrders(rest)) yield [...head, ...tail];
}

/** At most 8 documents in groups of at most 5: 28,800 orders at the worst. */
function randomGroups(random: Random): number[][] {
  const groups: number[][] = [];
  for (let left = 1 + random.int(8); left > 0;) {
    const length = Math.min(left, 1 + random.int(5));
    // Grades from -1 to 3, often 0.
    groups.push(Array.from({ length }, () => Math.max(-1, random.int(6) - 2)));
    left -= length;
  }
  return groups;
}

test('every metric equals its mean over all orders of tied documents (seed 29)', () => {
  const random = createRandom(29);
  for (let round = 0; round < 60; round++) {
    const groups = randomGroups(random);
    // Some judged documents were not retrieved.
    const ideal = [...groups.flat(), 2, 1, 0].sort((a, b) => b - a);
    const ranking: JudgedRanking = { ranked: groups.flat(), ideal, tied: groups.map(({ length }) => length) };
    const sums = METRICS.map(() => 0);
    let orders = 0;
    for (const ranked of allOrders(groups)) {
      for (const [i, metric] of METRICS.entries()) sums[i] = (sums[i] ?? 0) + metric.of({ ranked, ideal });
      orders++;
    }
    for (const [i, metric] of METRICS.entries()) {
      const mean = (sums[i] ?? NaN) / orders;
      const gap = Math.abs(metric.of(ranking) - mean);
      expect(gap, `${metric.name} of ${JSON.stringify(groups)}`).toBeLessThan(1e-12);
    }
  }
});

test('two tied documents, one relevant: the mean of both orders, by hand', () => {
  const tied = judgeRanking(
    [
      { id: 'a', score: 1 },
      { id: 'b', score: 1 },
      { id: 'c', score: 0.5 },
    ],
    new Map([['a', 1]]),
    'expected',
  );
  expect(tied).toEqual({ ranked: [0, 1, 0], ideal: [1], tied: [2, 1] });
  expect(reciprocalRank().of(tied)).toBe(3 / 4);
  expect(precision(1).of(tied)).toBe(1 / 2);
  expect(success(1).of(tied)).toBe(1 / 2);
  expect(ndcg(1).of(tied)).toBe(1 / 2);
  expect(averagePrecision().of(tied)).toBe(3 / 4);
});

test('a ranking without ties has the same figures under the rule, to the last bit (seed 31)', () => {
  const random = createRandom(31);
  const ranked = Array.from({ length: 50 }, () => Math.max(0, random.int(6) - 3));
  const plain = { ranked, ideal: ranked.toSorted((a, b) => b - a) };
  for (const metric of METRICS)
    expect(metric.of({ ...plain, tied: ranked.map(() => 1) })).toBe(metric.of(plain));
});

test('a thousand tied documents are no trouble', () => {
  const ranked = [1, ...new Array<number>(999).fill(0)];
  const tied: JudgedRanking = { ranked, ideal: [1], tied: [1000] };
  const harmonic = ranked.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  expect(reciprocalRank().of(tied)).toBeCloseTo(harmonic / 1000, 12);
  expect(averagePrecision().of(tied)).toBeCloseTo(harmonic / 1000, 12);
  expect(recall(10).of(tied)).toBeCloseTo(0.01, 14);
});
