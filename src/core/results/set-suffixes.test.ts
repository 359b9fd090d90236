import { expect, test } from 'vitest';
import { setSuffixes } from './set-suffixes';

test('the primary set has no suffix, the others their name made safe for a file', () => {
  expect(setSuffixes(['sample', 'sample_ood', 'nl/de: 2.zip', '*'])).toEqual([
    '',
    '.sample_ood',
    '.nl-de-2-zip',
    '.-',
  ]);
});

test('names that would be the same file are told apart', () => {
  expect(setSuffixes(['a', 'b c', 'B/c', 'b-c-2', ''])).toEqual(['', '.b-c', '.B-c-2', '.b-c-2-2', '.set']);
});
