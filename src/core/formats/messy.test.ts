import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memoryFile } from './memory-file';
import { readAllRows } from './testing/read-all-rows';

// The eight files and what a strict importer should say about them were written for this project (CC0).
function messy(name: string) {
  return memoryFile(name, readFileSync(new URL(`../../fixtures/messy/${name}`, import.meta.url)), 100);
}

async function read(name: string) {
  const { rows, files } = await readAllRows([messy(name)]);
  const [report] = files;
  if (!report) throw new Error('no report');
  return { rows, report, lines: report.rejected.map((reject) => reject.line) };
}

// read = usable + rejected (blank lines apart)
test.each([
  ['01_broken_json_line3.jsonl', 6, 5, 5],
  ['02_bom_crlf.jsonl', 6, 6, 6],
  ['03_utf16.jsonl', 5, 5, 5],
  ['04_array_test.jsonl', 6, 6, 6],
  ['05_negatives.jsonl', 10, 10, 4],
  ['06_types.jsonl', 13, 3, 2],
  ['07_mixed_schemas.jsonl', 11, 2, 2],
  ['08_duplicates_train.jsonl', 12, 12, 12],
])('%s: %i read, %i pairs, %i triplets', async (name, readRows, pairs, triplets) => {
  const { report } = await read(name);
  expect({ pairs: report.pairs, triplets: report.triplets }).toEqual({ pairs, triplets });
  expect(report.rows + report.rejectedCount).toBe(readRows);
});

test('01: names line 3, column 97 and a piece of the line, and keeps counting over the blank line', async () => {
  const { rows, report } = await read('01_broken_json_line3.jsonl');
  expect(report.rejected).toHaveLength(1);
  expect(report.rejected[0]).toMatchObject({ line: 3, column: 97 });
  expect(report.rejected[0]?.reason).toContain('on Customs Lane, "negative');
  expect(rows.map((row) => row.line)).toEqual([1, 2, 4, 6, 7]);
});

test('02: mark and CRLF are notes; é and £ survive', async () => {
  const { rows, report } = await read('02_bom_crlf.jsonl');
  expect(report.rejected).toEqual([]);
  expect(report.notes).toHaveLength(2);
  expect(rows[5]?.query).toBe('price of a café latte');
  expect(rows[5]?.positives[0]).toContain('£2.40');
  expect(JSON.stringify(rows)).not.toContain('\\r');
});

test('03: UTF-16 is converted, once said', async () => {
  const { rows, report } = await read('03_utf16.jsonl');
  expect(report.notes).toEqual(['This file is UTF-16, not UTF-8; it was converted.']);
  expect(rows[0]?.query).toBe('naïve question: what is a library for?');
});

test('04: an array is read as such, with the lines of its elements', async () => {
  const { rows, report } = await read('04_array_test.jsonl');
  expect(rows.map((row) => row.line)).toEqual([2, 7, 12, 17, 22, 27]);
  expect(report.notes).toEqual(['This file is one JSON array, not JSON Lines; it was read as an array.']);
});

test('05: says why rows are only pairs, and that the same text as the positive is the worse case', async () => {
  const { rows, report } = await read('05_negatives.jsonl');
  expect(rows.filter((row) => row.negatives.length > 0).map((row) => row.line)).toEqual([1, 3, 6, 10]);
  const notes = report.notes.join('\n');
  expect(notes).toContain('the negative is missing: 2 rows (lines 2, 5)');
  expect(notes).toContain('it is null: 1 row (line 7)');
  expect(notes).toContain('it is empty: 1 row (line 9)');
  expect(notes).toMatch(/push a passage away from itself\): 2 rows \(lines 4, 8\)/);
});

test('06: every wrong type has its own reason', async () => {
  const { rows, report } = await read('06_types.jsonl');
  expect(rows.map((row) => row.line)).toEqual([1, 12, 13]);
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: "query" is empty',
    '3: "positive" is only white space',
    '4: "query" is a number (1912), not text',
    '5: "positive" is a number (4.5), not text',
    '6: "positive" is an object, not text; its text may be in positive.text',
    '7: "query" is null',
    '8: "positive" is a boolean (true), not text',
    '9: "positive" is a list of 2, where the other rows have one text',
    '10: the row is a list, not an object with keys such as query and positive',
    '11: the row is a bare string, not an object with keys such as query and positive',
  ]);
  expect(report.notes.join()).toContain('it is a number, not text: 1 row (line 12)');
});

test('07: says what each foreign row is, and that the layout changes', async () => {
  const { rows, report, lines } = await read('07_mixed_schemas.jsonl');
  expect(rows.map((row) => row.line)).toEqual([1, 11]);
  expect(lines).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(new Set(report.rejected.map(({ reason }) => reason)).size).toBe(9);
  const wanted = [
    /anchor, positive/,
    /question, answer/,
    /corpus\.jsonl/,
    /pos, neg/,
    /similarity loss/,
    /chat/,
    /"Query"/,
    /label/,
    /qrels/,
  ];
  for (const [i, pattern] of wanted.entries()) expect(report.rejected[i]?.reason).toMatch(pattern);
  expect(report.notes[0]).toMatch(/^The layout changes inside this file.*question, answer \(line 3\)/);
});
