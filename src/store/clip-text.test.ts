import { expect, it } from 'vitest';
import { clipText } from './clip-text';

it.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['the battery charges', 12, 'the battery…'],
  ['the battery charges', 11, 'the battery…'],
  ['nospacesanywhere', 8, 'nospaces…'],
  ['abc\u{1f600}def', 4, 'abc…'],
])('clips "%s" at %i', (text, length, clipped) => {
  expect(clipText(text, length)).toBe(clipped);
});
