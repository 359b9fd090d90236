import { expect, test } from 'vitest';
import { outermostKeys } from './json-keys';

test('lists repeated and escaped keys of the outermost object only', () => {
  const json =
    '{"a": {"x": 1, "a": [{"y": 2}]}, "b\\"c" : "no \\"key\\": here", "a":["s", "t"], "\\u0061": 1}';
  expect(outermostKeys(json)).toEqual(['a', 'b"c', 'a', 'a']);
});

test('an empty object has none', () => {
  expect(outermostKeys('{}')).toEqual([]);
});
