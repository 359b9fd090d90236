import { expect, test } from 'vitest';
import { expandPositives } from './expand-positives';
import { digestOf } from './row-digest';

const row = { file: 'f.jsonl', line: 3, query: 'q', negatives: ['n'], cot: 'c' };

test('a row with several positives becomes one row for each, with its id and the rest unchanged', () => {
  const rows = [
    { ...row, positives: ['a', 'b'], positiveIds: ['1', '2'] },
    { ...row, positives: ['c'] },
  ];
  expect([...expandPositives(rows)]).toEqual([
    { ...row, positives: ['a'], positiveIds: ['1'] },
    { ...row, positives: ['b'], positiveIds: ['2'] },
    { ...row, positives: ['c'] },
  ]);
});

test('its digest is that of the rows it gives', () => {
  const rows = [
    { ...row, positives: ['a', 'b'], synthetic: { text: 's', verified: true } },
    { ...row, query: 'other', positives: ['c'], negatives: [] },
  ];
  const expanded = expandPositives(rows);
  expect(digestOf(expanded)).toEqual(digestOf([...expanded]));
});
