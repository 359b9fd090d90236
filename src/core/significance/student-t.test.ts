import { expect, test } from 'vitest';
import { studentTwoSided } from './student-t';

test('is exact where a closed form exists', () => {
  for (const t of [0.01, 0.5, 1, 3, 20, 1000]) {
    expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
    expect(studentTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
  }
});

test('matches the tables', () => {
  // Critical values printed to 4 significant digits or more.
  expect(studentTwoSided(2.228139, 10)).toBeCloseTo(0.05, 7);
  expect(studentTwoSided(2.0452296, 29)).toBeCloseTo(0.05, 7);
  expect(studentTwoSided(2.625891, 100)).toBeCloseTo(0.01, 7);
  expect(studentTwoSided(1.959964, 1e7)).toBeCloseTo(0.05, 6);
});

test('is symmetric, 1 at 0, and 0 at infinity', () => {
  expect(studentTwoSided(-2, 7)).toBe(studentTwoSided(2, 7));
  expect(studentTwoSided(0, 7)).toBe(1);
  expect(studentTwoSided(-Infinity, 7)).toBe(0);
});
