import { expect, test } from 'vitest';
import { stairs } from './stairs';

const SCALE = { first: 1, last: 2, width: 100, middle: 50, perShare: 40 };

test('each bin of the range is a step as high as its share', () => {
  const counts = { counts: [9, 3, 1, 9], pairs: 4 };
  expect(stairs(counts, SCALE, 1)).toBe('M0 50.0V20.0H50.0V40.0H100.0V50.0Z');
  expect(stairs(counts, SCALE, -1)).toBe('M0 50.0V80.0H50.0V60.0H100.0V50.0Z');
});

test('no pairs are a flat line', () => {
  expect(stairs({ counts: [0, 0, 0, 0], pairs: 0 }, SCALE, 1)).toBe('M0 50.0V50.0H50.0V50.0H100.0V50.0Z');
});
