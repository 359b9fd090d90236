import { expect, test } from 'vitest';
import { memoryFile } from '../../core/formats/memory-file';
import { readTrainingData } from '../../core/formats/read-training-data';
import type { EngineEvent } from '../protocol/events';
import { inputFile } from '../session/browser-file';
import { exportRows } from './export-data';
import { perform } from '../commands/perform';
import { Session } from '../session/session';
import { defaultSettings } from '../../core/settings/settings';
import { readEvaluationData } from '../../core/formats/read-evaluation-data';

const ROWS = Array.from({ length: 3000 }, (_, i) => ({
  query: `query ${i}`,
  positive: `passage ${i}`,
  negative: `wrong ${i} ${'x'.repeat(600)}`,
}));
const open = () =>
  readTrainingData([memoryFile('t.jsonl', ROWS.map((row) => JSON.stringify(row)).join('\n'))]);

test.each<[Parameters<typeof exportRows>[1], string, string]>([
  ['triples', 'training-data-triples.jsonl', 'triplet'],
  ['n-tuples', 'training-data-n-tuples.jsonl', 'n-tuple'],
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

test('a split: what is trained on and what is held out come back, and nothing of one stands in the other', async () => {
  const session = new Session();
  const file = new File(
    [
      ROWS.slice(0, 200)
        .map((row) => JSON.stringify(row))
        .join('\n'),
    ],
    't.jsonl',
  );
  const context = { signal: new AbortController().signal, emit: () => undefined };
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [file] } }, context);
  const settings = { ...defaultSettings(), heldOut: 0.1 };
  const saved = await perform(session, 'exportData', { form: 'split', settings }, context);
  const zip = inputFile(new File([saved.blob], saved.name));
  const train = await readTrainingData([zip]);
  const { splits } = await readEvaluationData([zip]);
  expect(splits.map(({ name, queries, corpus }) => [name, queries.length, corpus.length])).toEqual([
    ['dev', 10, 400],
    ['test', 10, 400],
  ]);
  const trained = new Set(Array.from(train.rows, ({ query }) => query));
  const held = splits.flatMap(({ queries }) => queries.map(({ text }) => text));
  expect(trained.size).toBe(180);
  expect(held.filter((query) => trained.has(query))).toEqual([]);
  expect(new Set([...trained, ...held]).size).toBe(200);
});

test('a split of evaluation data with its own dev and test questions is refused', async () => {
  const session = new Session();
  const context = { signal: new AbortController().signal, emit: () => undefined };
  await perform(session, 'openTrainingData', { source: { kind: 'sample' } }, context);
  await perform(session, 'openEvaluationData', { source: { kind: 'sample' } }, context);
  const request = { form: 'split', settings: defaultSettings() } as const;
  await expect(perform(session, 'exportData', request, context)).rejects.toThrow('Nothing is held out');
});
