import { expect, test } from 'vitest';
import { FIX_NAMES, formatFixes, parseFixes } from './fixes';

test('fixes are named in any order, once or twice, and done in theirs', () => {
  expect(parseFixes('')).toEqual([]);
  expect(parseFixes(' near-duplicates , duplicates,duplicates')).toEqual(['duplicates', 'near-duplicates']);
  expect(parseFixes(formatFixes(FIX_NAMES))).toEqual(FIX_NAMES);
});

test('all: what errors and warnings ask for, and more by name', () => {
  expect(parseFixes('all')).toContain('duplicates');
  expect(parseFixes('all')).not.toContain('near-duplicates');
  expect(parseFixes('all,near-duplicates')).toEqual([...parseFixes('all'), 'near-duplicates']);
});

test('a name that is none is refused with those there are', () => {
  expect(() => parseFixes('duplicates,tidy')).toThrow(
    /there is no fix "tidy"; there are all, equal-negatives/,
  );
});
