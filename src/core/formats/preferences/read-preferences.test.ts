import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memoryFile } from '../memory-file';
import { readTrainingData } from '../read-training-data';
import { readAllRows } from '../testing/read-all-rows';
import { readPreferences } from './read-preferences';

const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const read = (content: string) => readPreferences(memoryFile('p.jsonl', content), {});

test('preferences under query, prompt or question; every faulty row has its line and reason', async () => {
  const { preferences, report } = await read(
    lines(
      { query_id: 't-1', query: 'q', chosen_id: 'a', rejected_id: 2, chosen: 'c', rejected: 'r', tie: true },
      { prompt: 'q2', chosen: 'c2', rejected: 'r2', neither: true },
      { question: 'q3', chosen: 'c3', rejected: 'r3', tie: null },
      { prompt: 'q', chosen: [{ role: 'assistant', content: 'c' }], rejected: 'r' },
      { query: 'q', chosen: 'c', rejected: '' },
      { query: 'q', chosen: 'c', rejected: 'r', tie: 'no' },
      { query: 'q', positive: 'p' },
    ) + '\n{',
  );
  expect(preferences).toEqual([
    {
      file: 'p.jsonl',
      line: 1,
      query: 'q',
      chosen: 'c',
      rejected: 'r',
      tie: true,
      neither: false,
      queryId: 't-1',
      chosenId: 'a',
      rejectedId: '2',
    },
    { file: 'p.jsonl', line: 2, query: 'q2', chosen: 'c2', rejected: 'r2', tie: false, neither: true },
    { file: 'p.jsonl', line: 3, query: 'q3', chosen: 'c3', rejected: 'r3', tie: false, neither: false },
  ]);
  expect(report).toMatchObject({ format: 'preferences', rows: 0, rejectedCount: 5 });
  expect(report.notes).toEqual([
    '3 preferences were read. Alignment trains on them; training does not, for they compare passages.',
  ]);
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '4: "chosen" is a list of 1, where the other rows have one text',
    '5: "rejected" is empty',
    '6: "tie" is neither true nor false',
    '7: the row is no preference (query, chosen, rejected)',
    '8: not valid JSON, the line ends too early, at column 2: {',
  ]);
});

test('a ranked list is a preference for each two neighbours; a faulty one has its reason', async () => {
  const { preferences, report } = await read(
    lines(
      { query: 'q', ranked: ['best', 'next', 'last'], query_id: 7 },
      { query: 'q', ranked: ['alone'] },
      { query: 'q', ranked: ['one', 2] },
      { query: 'q', ranked: ['one', ' '] },
      { query: 'q', ranked: 'one' },
    ),
  );
  expect(preferences).toMatchObject([
    { line: 1, queryId: '7', chosen: 'best', rejected: 'next', tie: false, neither: false },
    { line: 1, queryId: '7', chosen: 'next', rejected: 'last' },
  ]);
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: "ranked" has fewer than two texts',
    '3: "ranked" has no text at place 2',
    '4: "ranked" has an empty text at place 2',
    '5: the row is no preference (query, chosen, rejected)',
  ]);
});

test('no usable preference is an error', async () => {
  await expect(read(lines({ query: '', chosen: 'c', rejected: 'r' }))).rejects.toThrow(
    'p.jsonl:1: no usable row: "query" is empty',
  );
});

test('the folder of the sample is read: its preferences, corpus and judgements are left out of training', async () => {
  const folder = new URL('../../../../public/sample/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.'),
  );
  const { rows, files } = await readAllRows(
    names.map((name) => memoryFile(`sample/${name}`, readFileSync(new URL(name, folder)))),
  );
  expect(rows).toHaveLength(260);
  const formats = Object.fromEntries(
    files.map(({ file, format, rejectedCount }) => [file, [format, rejectedCount]]),
  );
  expect(formats).toEqual({
    'sample/train.jsonl': ['stage-1', 0],
    'sample/preferences.jsonl': ['preferences', 0],
    'sample/corpus.jsonl': ['left out', 0],
    'sample/queries.jsonl': ['left out', 0],
    'sample/qrels/dev.tsv': ['left out', 0],
    'sample/qrels/test.tsv': ['left out', 0],
    'sample/README.md': ['left out', 0],
  });
  const preferences = files.find(({ format }) => format === 'preferences');
  expect(preferences?.notes[0]).toContain('120 preferences were read');
});

test('preferences alone are refused as training data', async () => {
  const content = lines({ query: 'q', chosen: 'c', rejected: 'r' });
  await expect(readTrainingData([memoryFile('p.jsonl', content)])).rejects.toThrow(
    'this is a preference (query, chosen, rejected), not a training row',
  );
});
