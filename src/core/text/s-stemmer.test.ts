import { expect, test } from 'vitest';
import { sStem } from './s-stemmer';

test.each([
  ['batteries', 'battery'],
  ['houses', 'house'],
  ['motors', 'motor'],
  ['gas', 'gas'],
  ['glass', 'glass'],
  ['status', 'status'],
  ['shoes', 'shoes'],
  ['charging', 'charging'],
])('%s becomes %s', (word, stem) => {
  expect(sStem(word)).toBe(stem);
});
