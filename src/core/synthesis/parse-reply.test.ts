import { describe, expect, test } from 'vitest';
import { parseComparison, parseQueries, parseText, parseYesNo, withoutThinking } from './parse-reply';

describe('yes or no', () => {
  test.each([
    ['yes', 'yes'],
    ['No', 'no'],
    [' YES.\n', 'yes'],
    ['**No**', 'no'],
    ['"Yes"', 'yes'],
    ['“no”.', 'no'],
    ['`yes`', 'yes'],
    ['(No)', 'no'],
    ['Answer: yes', 'yes'],
    ['**Answer:** No.', 'no'],
    ['Final answer: **yes**', 'yes'],
    ['<think>Is it? No, no ...</think>\n\nyes', 'yes'],
    ['I should say yes.</think>no', 'no'],
  ])('%j is %s', (reply, verdict) => {
    expect(parseYesNo(reply)).toBe(verdict);
  });

  test.each([
    '',
    'No, it is not irrelevant.',
    'Yes, although the passage does not answer it',
    'Yes\n\nNo',
    'yes no',
    'yes or no',
    'not relevant',
    'know',
    'yesterday',
    'It is not a no.',
    'Yes/No',
    'Answer:',
    'y',
    'true',
    'I cannot answer yes or no.',
    '<think>yes',
    '<think>The answer is yes</think>',
    'ja',
  ])('%j cannot be read', (reply) => {
    expect(parseYesNo(reply)).toBe('unparsable');
  });
});

describe('comparison', () => {
  test.each([
    ['A', 'A'],
    ['b', 'B'],
    ['Passage B.', 'B'],
    ['**A**', 'A'],
    ['Tie', 'tie'],
    ['neither.', 'neither'],
    ['A neither', 'A neither'],
    ['Passage B, neither.', 'B neither'],
    ['**B** (neither)', 'B neither'],
    ['A\nneither', 'A neither'],
    ['Answer: A', 'A'],
    ['<think>B is worse</think> A', 'A'],
  ])('%j is %s', (reply, verdict) => {
    expect(parseComparison(reply)).toBe(verdict);
  });

  test.each([
    'A passage',
    'A or B',
    'A, because B does not answer',
    'both',
    'Passage A and passage B',
    'AB',
    'C',
    'A tie',
    'neither A nor B',
    'A neither B',
    'tie neither',
    'AB neither',
    'A, but neither answers',
    '',
  ])('%j cannot be read', (reply) => {
    expect(parseComparison(reply)).toBe('unparsable');
  });
});

test.each([
  ['one\ntwo\nthree', ['one', 'two']],
  ['1. one\n2) two', ['one', 'two']],
  ['- "one"\n* “two”', ['one', 'two']],
  ['Here are two queries:\n\none\ntwo', ['one', 'two']],
  ['One\none\ntwo', ['one', 'two']],
  ['```json\n["one", "two"]\n```', ['one', 'two']],
  ['["one", 2]', ['["one", 2]']],
  ['why does it say 3.5 bar: is it low', ['why does it say 3.5 bar: is it low']],
  ['---\n\n', []],
  ['<think>one</think>', []],
  ['2024 model battery', ['2024 model battery']],
  ['E. coli resistance\nS. aureus resistance', ['E. coli resistance', 'S. aureus resistance']],
  ['A. fumigatus\nB. subtilis', ['A. fumigatus', 'B. subtilis']],
  ['3. Oktober Feiertag', ['3. Oktober Feiertag']],
  ['1. Mai Feiertag\n3. Oktober Feiertag', ['1. Mai Feiertag', '3. Oktober Feiertag']],
  ['Feiertag im Mai\n3. Oktober Feiertag', ['Feiertag im Mai', '3. Oktober Feiertag']],
  ['a) one\n\nb) two', ['one', 'two']],
  ['Sure.\n1. one\n2. two', ['Sure.', 'one']],
  ['1. one\n2. two\nAsk me for more.', ['one', 'two']],
  ['1. one', ['one']],
  ['1. 3. Oktober Feiertag\n2. E. coli', ['3. Oktober Feiertag', 'E. coli']],
])('at most two queries of %j', (reply, queries) => {
  expect(parseQueries(reply, 2)).toEqual(queries);
});

test('a text is whole, without thinking, label or quotation marks around all of it', () => {
  expect(parseText('<think>hm</think>\n"A passage."')).toBe('A passage.');
  expect(parseText('**Passage:** It says "no".')).toBe('It says "no".');
  expect(parseText('"One" and "two"')).toBe('"One" and "two"');
  expect(withoutThinking('a <reasoning>b</reasoning> c')).toBe('a   c');
});
