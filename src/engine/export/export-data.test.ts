import { expect, test } from 'vitest';
import { memoryFile } from '../../core/formats/memory-file';
import { readTrainingData } from '../../core/formats/read-training-data';
import type { DataForm } from '../../core/formats/writers/data-form';
import type { EngineEvent } from '../protocol/events';
import { inputFile } from '../session/browser-file';
import { exportRows } from './export-data';

const ROWS = Array.from({ length: 3000 }, (_, i) => ({
  query: `query ${i}`,
  positive: `passage ${i}`,
  negative: `wrong ${i} ${'x'.repeat(600)}`,
}));
const open = () =>
  readTrainingData([memoryFile('t.jsonl', ROWS.map((row) => JSON.stringify(row)).join('\n'))]);

test.each<[DataForm, string, string]>([
  ['triples', 'training-data-triples.jsonl', 'triplet'],
  ['flag-embedding', 'training-data-flag-embedding.jsonl', 'FlagEmbedding'],
  ['beir', 'training-data-beir.zip', 'BEIR'],
])('%s: the file is read back with all rows', async (form, name, format) => {
  const done: number[] = [];
  const emit = (event: EngineEvent): void => {
    if (event.kind === 'progress') done.push(event.done / event.total);
  };
  const { rows } = await open();
  const file = await exportRows(rows, form, { signal: new AbortController().signal, emit });
  expect(file.name).toBe(name);
  expect(done.at(-1)).toBe(1);
  const back = await readTrainingData([inputFile(new File([file.blob], file.name))]);
  expect(back.files[0]).toMatchObject({ format, rows: 3000, rejectedCount: 0 });
  expect(back.rows.at(2999)).toMatchObject({ query: 'query 2999', positives: ['passage 2999'] });
});

test('an abort ends the writing', async () => {
  const stop = new AbortController();
  const { rows } = await open();
  const emit = (): void => {
    stop.abort();
  };
  const writing = exportRows(rows, 'triples', { signal: stop.signal, emit });
  await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
});
