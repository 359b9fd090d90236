import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { compareUtf8 } from './compare-utf8';

const encoder = new TextEncoder();

function compareBytes(a: string, b: string): number {
  const x = encoder.encode(a);
  const y = encoder.encode(b);
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(x.length - y.length);
}

test('orders digits as text, prefixes first, and emoji after the private use area', () => {
  expect(compareUtf8('d10', 'd9')).toBeLessThan(0);
  expect(compareUtf8('d1', 'd10')).toBeLessThan(0);
  expect(compareUtf8('same', 'same')).toBe(0);
  expect(compareUtf8('\u{1F600}', '\uE000')).toBeGreaterThan(0);
  const byUnits = ['\uE000', '\u{1F600}'].sort();
  expect(byUnits).toEqual(['\u{1F600}', '\uE000']); // JavaScript's own order is the other one
});

test('agrees with the encoded bytes on random strings (seed 5)', () => {
  const random = createRandom(5);
  const alphabet = [
    'a',
    'b',
    '9',
    'é',
    '中',
    '\uD7FF',
    '\uE000',
    '\uFFFD',
    '\u{10000}',
    '\u{1F600}',
    '\u{10FFFF}',
  ];
  const word = () =>
    Array.from({ length: random.int(4) }, () => alphabet[random.int(alphabet.length)]).join('');
  for (let i = 0; i < 2000; i++) {
    const [a, b] = [word(), word()];
    expect([a, b, Math.sign(compareUtf8(a, b))]).toEqual([a, b, compareBytes(a, b)]);
  }
});
