import { expect, test } from 'vitest';
import { largestBatch, summariseLengths } from './text-lengths';

test('mean, deviation and longest of a histogram', () => {
  // Two texts of about 4 tokens, two of about 12.
  expect(summariseLengths([2, 2], 8, 100)).toEqual({ mean: 8, deviation: 4, longest: 16 });
  expect(summariseLengths([], 8, 100)).toEqual({ mean: 0, deviation: 0, longest: 0 });
});

test('texts beyond the cut count as cut', () => {
  expect(summariseLengths([0, 0, 0, 5], 8, 10)).toEqual({ mean: 10, deviation: 0, longest: 10 });
});

test('the largest batch lies above the mean, and never above its texts all being the longest', () => {
  const lengths = { mean: 10, deviation: 4, longest: 16 };
  expect(largestBatch(lengths, 100)).toBe(1100);
  expect(largestBatch(lengths, 1)).toBe(16);
});
