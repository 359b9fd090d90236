import { readFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { createRandom } from '../../random/random';
import type { InputFile } from '../input-file';
import { memoryFile } from '../memory-file';
import { readTrainingData } from '../read-training-data';
import { readAllRows } from '../testing/read-all-rows';

const bytesOf = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(new URL(`../../../fixtures/parquet/${name}.parquet`, import.meta.url)));
const fixture = (name: string): InputFile => memoryFile(`${name}.parquet`, bytesOf(name));
const read = async (...files: InputFile[]) => {
  const { rows, files: reports } = await readAllRows(files);
  return { rows: [...rows], reports };
};

test('triples in several row groups, Snappy: text, empty cells and numbers of 64 bits', async () => {
  const { rows, reports } = await read(fixture('triples'));
  expect(rows).toEqual([
    {
      file: 'triples.parquet',
      line: 1,
      queryId: '1',
      query: 'q1 café',
      positives: ['p1'],
      negatives: ['n1'],
    },
    { file: 'triples.parquet', line: 2, queryId: '2', query: 'q2', positives: ['p2 £'], negatives: [] },
    { file: 'triples.parquet', line: 3, queryId: '3', query: 'q3', positives: ['p3'], negatives: ['n3'] },
    {
      file: 'triples.parquet',
      line: 5,
      queryId: '1152921504606846976',
      query: 'q5',
      positives: ['p5'],
      negatives: [],
    },
  ]);
  const [report] = reports;
  expect(report).toMatchObject({ format: 'triplet', rows: 4, triplets: 2 });
  expect(report?.rejected).toEqual([{ file: 'triples.parquet', line: 4, reason: '"query" is empty' }]);
  expect(report?.notes[0]).toBe('This is a Parquet file: line numbers count its rows.');
  expect(report?.notes.join()).toContain('the negative is missing: 1 row (line 2)');
});

test('lists of texts, Zstandard', async () => {
  const { rows, reports } = await read(fixture('lists'));
  expect(rows.map(({ positives, negatives }) => [positives, negatives])).toEqual([
    [['p1', 'p2'], ['n1']],
    [['p3'], []],
  ]);
  expect(reports[0]).toMatchObject({ format: 'FlagEmbedding', triplets: 1 });
});

test('lists of objects, gzip', async () => {
  const { rows, reports } = await read(fixture('passages'));
  expect(rows[0]).toMatchObject({
    queryId: '7',
    positives: ['T one'],
    positiveIds: ['d1'],
    negatives: ['two'],
  });
  expect(reports[0]?.format).toBe('Tevatron');
});

test('a corpus, Brotli, for rows that name its passages by id', async () => {
  const row = { query_id: '9', query_text: 'q', positive_document_ids: ['2'], negative_document_ids: ['1'] };
  const { rows, reports } = await read(fixture('corpus'), memoryFile('train.jsonl', JSON.stringify(row)));
  expect(rows[0]).toMatchObject({ query: 'q', positives: ['two'], negatives: ['T one'] });
  expect(reports[0]).toMatchObject({ format: 'passages by id', rejectedCount: 0 });
});

test('views of stage 1, not compressed: yes/no and dates', async () => {
  const { rows } = await read(fixture('views'));
  expect(rows[0]).toMatchObject({ synthetic: { text: 's', verified: false }, paradigm: 'zero-shot' });
  expect(rows[0]).not.toHaveProperty('cot');
});

test('bytes that are no text, LZ4, are listed', async () => {
  const { rows, reports } = await read(fixture('not-text'));
  expect(rows.map(({ query }) => query)).toEqual(['q1']);
  expect(reports[0]?.rejected).toEqual([
    { file: 'not-text.parquet', line: 2, reason: '"query" is binary data that is no UTF-8 text' },
  ]);
});

test('inside a gzip and a zip, and under any name', async () => {
  const { rows } = await read(
    memoryFile('a.gz', gzipSync(bytesOf('lists'))),
    memoryFile('b.zip', zipSync({ 'data/lists.bin': bytesOf('lists') })),
    memoryFile('c.jsonl', bytesOf('lists')),
  );
  expect(rows.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'a.gz:1',
    'a.gz:2',
    'b.zip/data/lists.bin:1',
    'b.zip/data/lists.bin:2',
    'c.jsonl:1',
    'c.jsonl:2',
  ]);
});

test('reads only the parts it needs, tells its progress, and stops at an abort', async () => {
  const bytes = bytesOf('triples');
  const asked: [number, number][] = [];
  const file: InputFile = {
    ...memoryFile('t.parquet', bytes),
    slice: (start, end) => {
      asked.push([start, end]);
      return Promise.resolve(bytes.subarray(start, end));
    },
  };
  const progress: number[] = [];
  await readTrainingData([file], { onProgress: (done, total) => progress.push(done / total) });
  expect(asked.every(([start, end]) => start < end && end <= bytes.length)).toBe(true);
  expect(progress.at(-1)).toBe(1);

  const stop = new AbortController();
  const reading = readTrainingData([file], { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});

describe('a damaged file is an InputError that names it:', () => {
  const whole = bytesOf('triples');
  const overwritten = Uint8Array.from(whole).fill(255, 4, 60);
  test.each([
    ['only the beginning', whole.subarray(0, 200)],
    ['no table of contents', Uint8Array.from(whole).fill(255, 900, whole.length - 8)],
    ['damaged pages', overwritten],
    ['four bytes', whole.subarray(0, 4)],
  ])('%s', async (_, bytes) => {
    const reading = read(memoryFile('x.parquet', bytes));
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow('x.parquet: the Parquet file is damaged');
  });
});

test('fuzz, seed 51: altered and cut files give rows or an InputError', { timeout: 60_000 }, async () => {
  const random = createRandom(51);
  const names = ['triples', 'lists', 'passages', 'corpus', 'views', 'not-text'];
  for (let round = 0; round < 300; round++) {
    const whole = bytesOf(names[round % names.length] ?? 'triples');
    const bytes = random.int(4) === 0 ? whole.slice(0, random.int(whole.length)) : whole;
    for (let i = 1 + random.int(6); i > 0 && bytes.length > 4; i--)
      bytes[4 + random.int(bytes.length - 4)] = random.int(256);
    try {
      const { rows, reports } = await read(memoryFile('f.parquet', bytes));
      expect(reports[0]?.rows).toBe(rows.length);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.file).toBe('f.parquet');
    }
  }
});
