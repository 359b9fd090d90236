import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memoryFile } from '../formats/memory-file';
import { readAllRows } from '../formats/testing/read-all-rows';
import { diagnose } from './diagnose';
import { treatRows } from './treated-rows';
import { evaluationOf } from './testing';

// The messy files and what a good importer should say about them were written for this project (CC0).
async function read(name: string) {
  const bytes = readFileSync(new URL(`../../fixtures/messy/${name}`, import.meta.url));
  return (await readAllRows([memoryFile(name, bytes, 100)])).rows;
}

const lines = (rows: Iterable<{ readonly line: number }>): number[] => Array.from(rows, ({ line }) => line);

test('08: four rows repeat an earlier one over case, spaces and Unicode form; 8 stay without them', async () => {
  const rows = await read('08_duplicates_train.jsonl');
  const diagnosis = await diagnose(rows, []);
  expect(diagnosis.findings.map(({ check, count, examples }) => [check, count, lines(examples)])).toEqual([
    ['same query and positive again', 4, [2, 3, 5, 8]],
    // The curly apostrophe of line 10 is mentioned, and only removed when asked for by name.
    ['same query and positive but for punctuation', 1, [10]],
    // Line 6 has a second answer to the query of line 4: kept, with a word on batches.
    ['queries with several positives', 1, [6]],
  ]);
  expect(lines(treatRows(rows, diagnosis, ['duplicates']).rows)).toEqual([1, 4, 6, 7, 9, 10, 11, 12]);
  expect(diagnosis.overview.rowsPerQuery).toEqual([
    { rows: '1', queries: 4 },
    { rows: '2', queries: 1 },
    { rows: '3', queries: 2 },
  ]);
});

test('04 beside 08: two queries and three passages of the test file stand in the training file', async () => {
  const tested = [...(await read('04_array_test.jsonl'))];
  const evaluation = evaluationOf(
    '04',
    { test: tested.map(({ query }) => query) },
    tested.map(({ positives }) => positives[0] ?? ''),
  );
  const rows = await read('08_duplicates_train.jsonl');
  const diagnosis = await diagnose(rows, [evaluation]);
  const found = new Map(diagnosis.findings.map((finding) => [finding.check, finding]));
  const leaked = found.get('query also in the evaluation data');
  expect(leaked).toMatchObject({ count: 6, severity: 'error', fix: 'always' });
  expect(lines(leaked?.examples ?? [])).toEqual([1, 2, 3, 4, 5]);
  const answers = found.get('passage that answers an evaluation query');
  expect(answers).toMatchObject({ count: 6, severity: 'note' }); // lines 1 to 5, and 11 of lower weight
  expect(lines(treatRows(rows, diagnosis, ['passage-leaks']).rows)).toEqual([6, 7, 8, 9, 10, 12]);
});

test('05: the negatives that are their positive went while reading; what is left is sound', async () => {
  const { findings } = await diagnose(await read('05_negatives.jsonl'), []);
  expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
});
