import { expect, test } from 'vitest';
import { cosineMatrix } from './cosine-matrix';
import { infonce } from './infonce';
import { logSumExp } from './log-sum-exp';
import { softNearestNeighbour } from './soft-nearest-neighbour';

const queries = [
  [1, 0],
  [0, 1],
];
const positives = [
  [3, 4],
  [4, 3],
];

test('cosines do not depend on length, and a zero vector is like nothing', () => {
  const cosines = cosineMatrix(positives, [...queries, [0, 0]]);
  expect(cosines.map((row) => row.map((value) => Number(value.toFixed(12))))).toEqual([
    [0.6, 0.8, 0],
    [0.8, 0.6, 0],
  ]);
});

test('log-sum-exp neither overflows nor fails on nothing', () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
  expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 12);
  expect(logSumExp([])).toBe(-Infinity);
});

test('by hand: ln(e^.6 + e^.8) - .6', () => {
  const expected = Math.log(Math.exp(0.6) + Math.exp(0.8)) - 0.6;
  expect(infonce({ queries, positives, tau: 1 })).toBeCloseTo(expected, 14);
  expect(infonce({ queries, positives, tau: 1, symmetric: true })).toBeCloseTo(expected, 14);
});

test('masked false negatives leave both directions; the own positive cannot be masked', () => {
  const falseNegatives = [
    [true, true],
    [false, false],
  ];
  const second = Math.log(Math.exp(0.6) + Math.exp(0.8)) - 0.6;
  expect(infonce({ queries, positives, tau: 1, falseNegatives })).toBeCloseTo(second / 2, 14);
  // Backwards the pair (query 0, document 1) is missing from document 1's row.
  expect(infonce({ queries, positives, tau: 1, falseNegatives, symmetric: true })).toBeCloseTo(
    second / 2,
    14,
  );
});

test('soft nearest neighbour: two pairs by hand, and nothing to learn without mates', () => {
  const x = [[0], [1], [3]];
  const expected = Math.log(Math.exp(-1) + Math.exp(-9)) + 1 + (Math.log(Math.exp(-1) + Math.exp(-4)) + 1);
  expect(softNearestNeighbour(x, [5, 5, 6], 1)).toBeCloseTo(expected / 2, 14);
  expect(softNearestNeighbour(x, [1, 2, 3], 1)).toBe(0);
});
