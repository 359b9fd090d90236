import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { locateJsonError } from './locate-json-error';

test.each([
  ['{"a": 1}', -1],
  [' [1, -2.5e3, "x\\n\\u00e9", {}, [], null, true] ', -1],
  ['just a sentence', 0],
  ['{"a": "b, "c": 1}', 11],
  ['{"a": 1', 7],
  ['{"a" 1}', 5],
  ['{"a": 1,}', 8],
  ['[1,]', 3],
  ['{"a": tru}', 6],
  ['"a\tb"', 2],
  ['"a\\x"', 2],
  ['{} {}', 3],
  ['', 0],
])('%j: %i', (text, index) => {
  expect(locateJsonError(text)).toBe(index);
});

test('fuzz, seed 5: agrees with JSON.parse on what is JSON', () => {
  const random = createRandom(5);
  const parts = ['{', '}', '[', ']', ',', ':', '"a"', '"', '\\', '1', '-', 'null', ' ', 'x', '0', '.5'];
  for (let round = 0; round < 20000; round++) {
    const text = Array.from({ length: 1 + random.int(7) }, () => parts[random.int(parts.length)]).join('');
    let valid = true;
    try {
      JSON.parse(text);
    } catch {
      valid = false;
    }
    expect([text, locateJsonError(text) === -1]).toEqual([text, valid]);
  }
});
