import { expect, test } from 'vitest';
import { parseSettings } from '../settings/parse-settings';
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

test('the setting refuses what is no list of fixes, wherever it comes from', () => {
  expect(parseSettings({ fixes: 'all' }).settings.fixes).toBe('all');
  expect(parseSettings({ fixes: 'tidy' }).problems).toMatchObject([
    { name: 'fixes', reason: expect.stringContaining('there is no fix "tidy"') as string }, // asymmetric matchers are any
  ]);
});

test('a name that is none is refused with those there are', () => {
  expect(() => parseFixes('duplicates,tidy')).toThrow(
    /there is no fix "tidy"; there are all, equal-negatives/,
  );
});
