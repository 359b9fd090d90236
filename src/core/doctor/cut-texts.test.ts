import { expect, test } from 'vitest';
import { findCutTexts } from './cut-texts';
import { rowsOf } from './testing';

const counter = { count: (text: string) => text.split(' ').length, maxLength: 5 };
const pause = () => Promise.resolve();

test('texts longer than the model reads, the longest first; five tokens still fit', async () => {
  const rows = rowsOf(
    { query: 'one two three four five', positives: ['one two three four five six'] },
    { query: 'a query', positives: ['short'], negatives: ['one two three four five six seven'] },
  );
  expect(await findCutTexts(rows, counter, pause)).toMatchObject({
    count: 2,
    share: 0.4,
    examples: [{ line: 2 }, { line: 1, text: '6 tokens: one two three four five six' }],
  });
  expect(await findCutTexts(rows.slice(1), { ...counter, maxLength: 7 }, pause)).toBeNull();
});

test('of many rows one in n is measured, and it says so', async () => {
  const rows = rowsOf(...Array.from({ length: 5000 }, () => ({ query: 'one two three four five six' })));
  const found = await findCutTexts(rows, counter, pause);
  expect(found?.explanation).toContain('Measured on one row in 3.');
  expect(found?.count).toBe(2 * 1667);
});
