import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { textKey } from './text-key';

test.each([
  ['  How late\t is\nIT ', 'how late is it'],
  ['cafe\u0301', 'caf\u00e9'],
  ['no\u00a0break', 'no break'],
  ['', ''],
])('%j becomes %j', (text, key) => {
  expect(textKey(text)).toBe(key);
});

test('fuzz, seed 2: the fast path for plain texts gives what the full normalisation gives', () => {
  const random = createRandom(2);
  const alphabet = ['a', 'B', ' ', ' ', '~', '\u007f', '\t', 'É', 'e\u0301', '\u00a0', 'ß', 'İ', '0'];
  for (let round = 0; round < 5000; round++) {
    const some = 1 + random.int(alphabet.length);
    const text = Array.from({ length: random.int(12) }, () => alphabet[random.int(some)]).join('');
    expect(textKey(text)).toBe(text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase());
  }
});
