import { expect, test } from 'vitest';
import { mineFigures } from './mining-figures';
import { describeScores } from './score-statistics';

test('statistics of 1, 2, 3, 10, by hand', () => {
  const { count, mean, std, ...quantiles } = describeScores(Float32Array.of(3, 10, 1, 2));
  expect([count, mean]).toEqual([4, 4]);
  expect(std).toBeCloseTo(Math.sqrt((9 + 4 + 1 + 36) / 3), 12);
  expect(quantiles).toEqual({ min: 1, quarter: 1.75, median: 2.5, threeQuarters: 4.75, max: 10 });
});

test('statistics of nothing and of one score', () => {
  expect(describeScores(new Float32Array(0))).toMatchObject({ count: 0, mean: Number.NaN, max: Number.NaN });
  expect(describeScores(Float32Array.of(2))).toMatchObject({ count: 1, mean: 2, std: 0, quarter: 2, max: 2 });
});

test('figures count every candidate of every row once', () => {
  const candidates = {
    queries: 2,
    depth: 3,
    places: Int32Array.of(0, 1, 2, 2, 1, 0),
    scores: Float32Array.of(1, 0.5, 0.25, 0.75, 0.5, 0),
    answers: Uint8Array.of(1, 0, 0, 0, 0, 1),
  };
  const rows = { queryOf: Int32Array.of(0, 0, 1), positives: Float32Array.of(1, 1, 0) };
  const { figures } = mineFigures(candidates, rows, {
    mineNegatives: 2,
    mineMin: 0,
    mineMax: 9,
    mineMarginKind: 'absolute',
    mineMargin: 0.25,
    mineMaxScore: 0,
    mineSampling: 'top',
    seed: 1,
  });
  expect(figures).toMatchObject({ rows: 3, full: 2, fewer: 0, none: 1, negatives: 4, passages: 2 });
  expect(figures.fates).toEqual({ kept: 4, answer: 3, rank: 0, margin: 2, maximum: 0, spare: 0 });
  expect(figures.scores.positive).toMatchObject({ count: 3, median: 1, min: 0 });
  expect(figures.scores.negative).toMatchObject({ count: 4, mean: 0.375 });
  expect(figures.scores.difference).toMatchObject({ count: 4, mean: 0.625, min: 0.5, max: 0.75 });
  const { low, high, positives, kept, dropped, unused } = figures.histogram;
  expect([low, high]).toEqual([0, 1]);
  const sum = (bins: readonly number[]): number => bins.reduce((total, count) => total + count, 0);
  expect([positives, kept, dropped, unused].map(sum)).toEqual([3, 4, 2, 0]);
  expect([positives.at(-1), positives[0], kept[20], kept[40], dropped[60], dropped[40]]).toEqual([
    2, 1, 2, 2, 1, 1,
  ]);
});
