import { expect, test } from 'vitest';
import { createTrecIds, trecId } from './trec-id';

test('encodes white space only', () => {
  expect(trecId('MED-10')).toBe('MED-10');
  expect(trecId('50%/é')).toBe('50%/é');
  expect(trecId('a b\tc\nd')).toBe('a%20b%09c%0Ad');
  expect(trecId('a\u00a0b\u3000c')).toBe('a%C2%A0b%E3%80%80c');
  expect(trecId('a\x1fb\x85c')).not.toMatch(/[\x1f\x85]/);
  expect(() => trecId('')).toThrow('empty');
});

test('refuses two ids that would become one', () => {
  const write = createTrecIds();
  expect([write('a b'), write('a b'), write('c')]).toEqual(['a%20b', 'a%20b', 'c']);
  expect(() => write('a%20b')).toThrow('the ids "a b" and "a%20b" would both be written as a%20b');
});
