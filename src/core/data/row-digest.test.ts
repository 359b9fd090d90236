import { expect, test } from 'vitest';
import { textHash } from '../text/text-hash';
import { COT, countTexts, countViews, digestOf, rememberDigest, SYNTHETIC, VERIFIED } from './row-digest';
import { selectRows } from './select-rows';
import type { TrainingRow } from './training-row';

const base = { file: 'f.jsonl', line: 1 };
const rows: readonly TrainingRow[] = [
  { ...base, query: 'Q', positives: ['a', 'b'], negatives: ['n'], synthetic: { text: 's', verified: true } },
  { ...base, query: 'q ', positives: ['A'], negatives: [], cot: 'c' },
  { ...base, query: 'r', positives: ['d'], negatives: ['a'], synthetic: { text: 't', verified: false } },
];

test('hashes the texts row by row and says what they are', () => {
  const digest = digestOf(rows);
  expect([...digest.queries]).toEqual(['q', 'q', 'r'].map(textHash));
  expect([...digest.passages]).toEqual(['a', 'b', 'n', 's', 'a', 'c', 'd', 'a', 't'].map(textHash));
  expect([...digest.starts]).toEqual([0, 4, 6, 9]);
  expect([...digest.positives]).toEqual([2, 1, 1]);
  expect([...digest.negatives]).toEqual([1, 0, 1]);
  expect([...digest.views]).toEqual([SYNTHETIC | VERIFIED, COT, SYNTHETIC]);
});

test('counts different texts, and rows by what they have', () => {
  expect(countTexts(digestOf(rows))).toEqual({ queries: 2, passages: 4 });
  expect(countViews(digestOf(rows))).toEqual({ withNegatives: 2, withSynthetic: 2, withCot: 1 });
});

test('a selection has the digest of its rows, without reading them', () => {
  const places = Int32Array.of(2, 0);
  const expected = digestOf([...selectRows(rows, places)]);
  const unreadable = {
    length: 3,
    at: () => expect.fail('read'),
    [Symbol.iterator]: () => expect.fail('read'),
  };
  rememberDigest(unreadable, digestOf(rows));
  expect(digestOf(selectRows(unreadable, places))).toEqual(expected);
});
