import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { formatBeirQrels, formatTrecQrels, parseQrels } from './qrels';

const qrels = new Map([
  [
    'q1',
    new Map([
      ['d1', 2],
      ['d2', 0],
    ]),
  ],
  ['q2', new Map([['d1', -1]])],
]);

test('writes and reads the TREC form', () => {
  expect(formatTrecQrels(qrels)).toBe('q1 0 d1 2\nq1 0 d2 0\nq2 0 d1 -1\n');
  expect(parseQrels(formatTrecQrels(qrels), 'qrels')).toEqual(qrels);
});

test('writes and reads the BEIR form, with and without its header', () => {
  const text = formatBeirQrels(qrels);
  expect(text).toBe('query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td1\t-1\n');
  expect(parseQrels(text, 'test.tsv')).toEqual(qrels);
  expect(parseQrels(text.slice(text.indexOf('\n') + 1), 'test.tsv')).toEqual(qrels);
});

test('white space in ids: as in the run for TREC, as it is for BEIR', () => {
  const spaced = new Map([['q 1', new Map([['d 1', 1]])]]);
  expect(formatTrecQrels(spaced)).toBe('q%201 0 d%201 1\n');
  expect(formatBeirQrels(spaced)).toContain('q 1\td 1\t1\n');
  expect(parseQrels(formatBeirQrels(spaced), 'test.tsv')).toEqual(spaced);
  expect(() => formatBeirQrels(new Map([['q', new Map([['d\t1', 1]])]]))).toThrow('"d\\t1" holds a tab');
});

test('reads TREC columns between tabs', () => {
  expect(parseQrels('301\t0\tFR94\t1\r\n', 'qrels')).toEqual(new Map([['301', new Map([['FR94', 1]])]]));
});

test('the same judgement twice is one', () => {
  expect(parseQrels('q 0 d 1\nq 0 d 1\n', 'q')).toEqual(new Map([['q', new Map([['d', 1]])]]));
});

test.each([
  [
    'query-id\tcorpus-id\tscore\nq d 1\nquery-id corpus-id score\n',
    'q:3: the grade "score" is not a whole number',
  ],
  ['q 0 d\nq 0 d high\n', 'q:2: the grade "high" is not a whole number'],
  ['q d\n', 'found 2 columns'],
  ['q\t\t1\n', 'q:1: expected'],
  [
    'q 0 d 1 extra\n',
    'q:1: expected "qid 0 docid grade" (TREC) or "query-id corpus-id score" (BEIR), found 5',
  ],
  ['q 0 d 1\nq 0 d 0.5\n', 'q:2: the grade "0.5" is not a whole number'],
  ['q 0 d 1\nq 0 d 2\n', 'q:2: query "q", document "d" has two grades, 1 and 2'],
])('says where %j is wrong', (text, message) => {
  expect(() => parseQrels(text, 'q')).toThrow(InputError);
  expect(() => parseQrels(text, 'q')).toThrow(message);
});
