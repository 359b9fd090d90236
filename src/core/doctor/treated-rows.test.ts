import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowList } from '../data/row-list';
import { diagnose } from './diagnose';
import { FIX_NAMES, type FixName } from './fixes';
import { treatRows } from './treated-rows';
import { evaluationOf, rowsOf } from './testing';

const SEED = 7;

/** Every fix has something to do, some of them on the same row. */
const rows = rowsOf(
  { query: 'plain query', positives: ['plain passage'], negatives: ['wrong passage'] },
  { query: 'a query', positives: ['the passage'], negatives: ['The passage', 'other text'] },
  { query: 'A query', positives: ['second passage'], negatives: ['the passage'] },
  { query: 'a query', positives: ['the passage'] },
  { query: 'a query!', positives: ['the passage.'] },
  { query: 'same text', positives: ['same text'] },
  { query: 'same words', positives: ['same words', 'an answer to them'], positiveIds: ['p1', 'p2'] },
  { query: 'word', positives: ['some passage'] },
  { query: 'short negative', positives: ['long positive'], negatives: ['no', 'two words'] },
  { query: 'with synthetic', synthetic: { text: 'a made up text', verified: false } },
  { query: 'with sound synthetic', synthetic: { text: 'a made up text', verified: true } },
  { query: 'how long does the battery take to charge?' },
  { query: 'the battery takes how long to charge' },
  { query: 'what answers', positives: ['the answer to it all'] },
  { query: 'где ключ от дома', positives: ['ключ лежит в ящике'] },
  { query: 'a rather long question about the stove', positives: ['a long answer about the stove in here'] },
  { query: 'a rather long question about the stoves', positives: ['a long answer about the stove in here'] },
);
const evaluations = [
  evaluationOf('e', { test: ['how long does the battery take to charge'] }, ['the answer to it all']),
];
const texts = (list: RowList): string[] => Array.from(list, (row) => JSON.stringify(row));
const original = texts(rows);
const diagnosis = await diagnose(rows, evaluations);

test('each fix does what its finding counted, and no other', () => {
  const done = FIX_NAMES.map((name) => {
    const { rows: left, leftOut, moved } = treatRows(rows, diagnosis, [name]);
    expect(left).toHaveLength(rows.length - leftOut.rows);
    return [name, leftOut.rows, leftOut.texts, moved];
  });
  expect(done).toEqual([
    ['equal-negatives', 0, 1, 0],
    ['conflicting-negatives', 0, 1, 0],
    ['equal-positives', 1, 1, 0],
    ['one-word-texts', 1, 1, 0],
    ['unverified', 0, 0, 1],
    ['near-leaks', 1, 0, 0],
    ['paraphrase-leaks', 1, 0, 0],
    ['passage-leaks', 1, 0, 0],
    ['other-languages', 1, 0, 0],
    ['duplicates', 1, 0, 0],
    ['punctuation-duplicates', 1, 0, 0],
    ['near-duplicates', 1, 0, 0],
  ]);
});

test('texts are taken out of rows with their ids, synthetic passages become negatives', () => {
  const [equal] = [...treatRows(rows, diagnosis, ['equal-positives']).rows].filter(
    ({ query }) => query === 'same words',
  );
  expect(equal).toMatchObject({ positives: ['an answer to them'], positiveIds: ['p2'] });
  const moved = treatRows(rows, diagnosis, ['unverified']).rows.at(9);
  expect(moved).not.toHaveProperty('synthetic');
  expect(moved?.negatives).toEqual(['a made up text']);
});

test('a row that repeats one which another fix leaves out is kept', async () => {
  const positives = ['a long answer about the battery'];
  const pair = rowsOf(
    { query: 'a long question about the battery of it', positives },
    { query: 'a long question about the bittery of it', positives },
  );
  // One letter from the first row, two from the second.
  const leak = [evaluationOf('e', { test: ['a lung question about the battery of it'] })];
  const found = await diagnose(pair, leak);
  const lines = (...fixes: FixName[]): number[] =>
    Array.from(treatRows(pair, found, fixes).rows, ({ line }) => line);
  expect(lines('near-duplicates')).toEqual([1]);
  expect(lines('near-leaks')).toEqual([2]);
  expect(lines('near-leaks', 'near-duplicates')).toEqual([2]);
});

test(`fixes and undos in any order give what the fixes that stay give; all undone, the rows as they were (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FIX_NAMES), { maxLength: 30 }), (presses) => {
      const applied = new Set<FixName>();
      for (const name of presses) {
        if (!applied.delete(name)) applied.add(name);
        const { rows: left } = treatRows(rows, diagnosis, [...applied]);
        expect(texts(left)).toEqual(
          Array.from({ length: left.length }, (_, i) => JSON.stringify(left.at(i))),
        );
      }
      const stays = FIX_NAMES.filter((name) => applied.has(name));
      expect(texts(treatRows(rows, diagnosis, [...applied]).rows)).toEqual(
        texts(treatRows(rows, diagnosis, stays).rows),
      );
      expect(treatRows(rows, diagnosis, []).rows).toBe(rows);
      expect(texts(rows)).toEqual(original);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('after all fixes the checks find nothing that a fix is for', async () => {
  const { rows: left } = treatRows(rows, diagnosis, FIX_NAMES);
  const { findings } = await diagnose(left, evaluations);
  expect(findings.filter(({ fix }) => fix !== null)).toEqual([]);
});
