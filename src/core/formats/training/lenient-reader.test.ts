import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memoryFile } from '../memory-file';
import { readAllRows } from '../testing/read-all-rows';

// What a lenient importer may make of these files is said in the description that came with them.
async function read(name: string, otherLayouts: boolean) {
  const bytes = readFileSync(new URL(`../../../fixtures/messy/${name}`, import.meta.url));
  const { rows, files } = await readAllRows([memoryFile(name, bytes)], { otherLayouts });
  const [report] = files;
  if (!report) throw new Error('no report');
  return { rows: [...rows], report };
}

test.each([
  ['01_broken_json_line3.jsonl', 5, 5],
  ['02_bom_crlf.jsonl', 6, 6],
  ['03_utf16.jsonl', 5, 5],
  ['04_array_test.jsonl', 6, 6],
  ['05_negatives.jsonl', 10, 4],
  ['06_types.jsonl', 5, 4],
  ['07_mixed_schemas.jsonl', 6, 5],
  ['08_duplicates_train.jsonl', 12, 12],
])(
  '%s: %i pairs, %i triplets when other layouts are read too, and no row is lost',
  async (name, pairs, triplets) => {
    const strict = await read(name, false);
    const { report } = await read(name, true);
    expect({ pairs: report.pairs, triplets: report.triplets }).toEqual({ pairs, triplets });
    expect(report.rows + report.rejectedCount).toBe(strict.report.rows + strict.report.rejectedCount);
    if (pairs === strict.report.pairs) expect(report).toEqual(strict.report);
  },
);

test('06: reads the text inside an object and the first of a list, says so, and turns no number into text', async () => {
  const { rows, report } = await read('06_types.jsonl', true);
  expect(rows.map(({ line, positives }) => [line, positives])).toEqual([
    [1, ['A small telescope can be borrowed for a fortnight.']],
    [6, ['A committee of nine elected each spring.']],
    [9, ['Chess is on Wednesday nights.']],
    [12, ['Day lockers are free; you need a pound coin.']],
    [13, [expect.stringContaining('five-minute bedtime story')]],
  ]);
  expect(report.notes).toContain('Read with the text inside an object (positive.text): 1 row (line 6).');
  expect(report.notes).toContain('Read with the first item of a list (positive[0]): 1 row (line 9).');
  expect(report.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7, 8, 10, 11]);
});

test('07: reads lines 2, 3, 5 and 8 as what they are, names each, and leaves the others out', async () => {
  const { rows, report } = await read('07_mixed_schemas.jsonl', true);
  expect(rows.map(({ line, negatives }) => [line, negatives.length])).toEqual([
    [1, 1],
    [2, 1],
    [3, 0],
    [5, 2],
    [8, 1],
    [11, 1],
  ]);
  expect(report.rejected.map(({ line }) => line)).toEqual([4, 6, 7, 9, 10]);
  const notes = report.notes.join('\n');
  expect(notes).toContain(
    'Read as anchor, positive, negative, unlike the other rows of the file: 1 row (line 2).',
  );
  expect(notes).toContain('Read as question, answer, unlike the other rows of the file: 1 row (line 3).');
  expect(notes).toContain('Read as query, pos, neg, unlike the other rows of the file: 1 row (line 5).');
  expect(notes).toContain('Read although its keys are written with capitals or spaces: 1 row (line 8).');
});
