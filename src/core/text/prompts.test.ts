import { expect, test } from 'vitest';
import { formatPassage, formatQuery } from './prompts';

const E5 = { query: 'query: ', passage: 'passage: ' };
const NONE = { query: '', passage: '' };

test('a query gets the query prompt', () => {
  expect(formatQuery('what is a kennel?', E5)).toBe('query: what is a kennel?');
  expect(formatQuery('refund', NONE)).toBe('refund');
});

test('a passage gets prompt, title and text', () => {
  expect(formatPassage({ title: 'Dogs', text: 'They bark.' }, E5, true)).toBe('passage: Dogs They bark.');
});

test.each([
  ['titles are off', { title: 'Dogs', text: 'They bark.' }, false],
  ['there is no title', { text: 'They bark.' }, true],
  ['the title is empty', { title: '', text: 'They bark.' }, true],
  ['the title is blank', { title: ' ', text: 'They bark.' }, true],
])('only prompt and text when %s', (_, passage, titles) => {
  expect(formatPassage(passage, E5, titles)).toBe('passage: They bark.');
});
