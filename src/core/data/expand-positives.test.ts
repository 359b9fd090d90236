import { expect, test } from 'vitest';
import { expandPositives } from './expand-positives';

const row = { file: 'f.jsonl', line: 3, query: 'q', negatives: ['n'], cot: 'c' };

test('a row with several positives becomes one row for each, with its id and the rest unchanged', () => {
  const rows = [
    { ...row, positives: ['a', 'b'], positiveIds: ['1', '2'] },
    { ...row, positives: ['c'] },
  ];
  expect(expandPositives(rows)).toEqual([
    { ...row, positives: ['a'], positiveIds: ['1'] },
    { ...row, positives: ['b'], positiveIds: ['2'] },
    { ...row, positives: ['c'] },
  ]);
});
