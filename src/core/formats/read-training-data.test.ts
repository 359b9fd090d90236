import { readFileSync } from 'node:fs';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { memoryFile } from './memory-file';
import { readTrainingData } from './read-training-data';
import { readAllRows } from './testing/read-all-rows';

const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const read = async (content: string) => {
  const { rows, files } = await readAllRows([memoryFile('f.jsonl', content)]);
  const [report] = files;
  if (!report) throw new Error('no report');
  return { rows, report };
};

test.each([
  ['query', 'positive', 'negative'],
  ['anchor', 'positive', 'negative'],
  ['sentence1', 'sentence2', 'sentence3'],
  ['premise', 'entailment', 'contradiction'],
  ['query', 'doc_pos', 'doc_neg'],
])('triplets under %s, %s, %s', async (query, positive, negative) => {
  const { rows, report } = await read(lines({ [query]: 'q', [positive]: 'p', [negative]: 'n' }));
  expect(rows).toEqual([{ file: 'f.jsonl', line: 1, query: 'q', positives: ['p'], negatives: ['n'] }]);
  expect(report).toMatchObject({ format: 'triplet', rows: 1, pairs: 1, triplets: 1, notes: [] });
});

test.each([
  ['query', 'positive'],
  ['anchor', 'positive'],
  ['query', 'passage'],
  ['question', 'answer'],
])('pairs under %s, %s', async (query, positive) => {
  const { rows, report } = await read(lines({ [query]: 'q', [positive]: 'p', id: 7 }));
  expect(rows[0]).toMatchObject({ query: 'q', positives: ['p'], negatives: [] });
  expect(report).toMatchObject({ format: 'pairs', pairs: 1, triplets: 0, notes: [] });
});

test('n-tuples: numbered negatives and lists; the useless left out with a remark', async () => {
  const { rows, report } = await read(
    lines(
      { anchor: 'q1', positive: 'p', negative_1: 'a', negative_2: 'P', negative_3: '' },
      { query: 'q2', positive: ['p', 'r'], negative: ['a', 'b'] },
      { query: 'q3', positives: ['p', 4], negatives: [] },
      { query: 'q4', positive: [] },
    ),
  );
  expect(rows.map(({ positives, negatives }) => [positives, negatives])).toEqual([
    [['p'], ['a']],
    [
      ['p', 'r'],
      ['a', 'b'],
    ],
    [['p'], []],
  ]);
  expect(report).toMatchObject({ format: 'n-tuple', rows: 3, triplets: 2, rejectedCount: 1 });
  expect(report.notes.join()).toContain('same text as the positive');
  expect(report.rejected[0]?.reason).toBe('"positive" is a list without a usable text');
});

test('stage-1 rows keep their views, ids and paradigm; an unverified positive says so', async () => {
  const { rows, report } = await read(
    lines(
      {
        query_id: 't-1',
        query: 'q',
        positive: 'p',
        positive_id: 'd1',
        synthetic_positive: 's',
        cot: 'c',
        negative: 'n',
        verified: false,
        paradigm: 'zero-shot',
      },
      { query: 'q2', positive: 'p2', synthetic_positive: null, negative: 'n' },
    ),
  );
  expect(rows[0]).toEqual({
    file: 'f.jsonl',
    line: 1,
    queryId: 't-1',
    query: 'q',
    positives: ['p'],
    positiveIds: ['d1'],
    negatives: ['n'],
    synthetic: { text: 's', verified: false },
    cot: 'c',
    paradigm: 'zero-shot',
  });
  expect(rows[1]).not.toHaveProperty('synthetic');
  expect(report).toMatchObject({ format: 'stage-1', triplets: 2, notes: [] });
});

test('pairs and triplets keep how their passage was made', async () => {
  const pairs = await read(
    lines(
      { query: 'q', positive: 'p', paradigm: 'human' },
      { query: 'q', positive: 's', paradigm: 'zero-shot' },
    ),
  );
  expect(pairs.report).toMatchObject({ format: 'pairs', rows: 2 });
  expect(pairs.rows.map(({ paradigm }) => paradigm)).toEqual(['human', 'zero-shot']);
  const triplets = await read(lines({ query: 'q', positive: 'p', negative: 'n', paradigm: 'few-shot' }));
  expect(triplets.report.format).toBe('triplet');
  expect(triplets.rows[0]?.paradigm).toBe('few-shot');
});

test('the sample is read whole', async () => {
  const bytes = readFileSync(new URL('../../../public/sample/train.jsonl', import.meta.url));
  const { rows, files } = await readAllRows([memoryFile('train.jsonl', bytes)]);
  expect(files[0]).toMatchObject({ format: 'stage-1', rows: 260, triplets: 260, rejectedCount: 0 });
  expect(rows.filter((row) => row.synthetic?.verified === false)).toHaveLength(16);
  expect(rows.every((row) => row.cot !== undefined)).toBe(true);
});

test('a row that merely lacks a key is no other layout', async () => {
  const { report } = await read(lines({ query: 'q', positive: 'p' }, { query: 'only' }, { foo: 1 }));
  expect(report.rejected.map(({ line }) => line)).toEqual([2, 3]);
  expect(report.notes.join()).toContain('The layout changes inside this file');
  expect(report.notes.join()).toContain('left out were: foo (line 3).');
});

test('labelled pairs are refused, since some are wrong on purpose', async () => {
  await expect(read(lines({ query: 'q', passage: 'p', label: 0 }))).rejects.toThrow('label or score');
});

test.each([
  ['', 'f.jsonl: the file is empty'],
  ['\n \n', 'f.jsonl: the file is empty'],
  [
    'hello\nworld',
    'f.jsonl:1: no usable row: not valid JSON, at column 1: hello (all 2 lines were rejected for this reason)',
  ],
  ['{"a":1}\n{"a":2}\nx', 'the row has the keys a (all 3 lines were rejected; 2 for this reason)'],
  [lines({ query: 'q', chosen: 'p', rejected: 'n' }), 'preference'],
  [lines({ qid: 'q', pos: ['1'], neg: [] }), 'names its passages by id'],
  ['\0\u0001', 'NUL'],
])('a file without a usable row is refused with the reason: %j', async (content, message) => {
  await expect(read(content)).rejects.toThrow(InputError);
  await expect(read(content)).rejects.toThrow(message);
});

test('of 5,000 rejects 1,000 are kept and all counted', async () => {
  const { report } = await read(`{"query":"q","positive":"p"}\n${'x\n'.repeat(5000)}`);
  expect(report.rejected).toHaveLength(1000);
  expect(report.rejectedCount).toBe(5000);
});

test('several files, gzip among them; readmes beside data are left out; progress ends at the total', async () => {
  const progress: [number, number][] = [];
  const row = { query: 'q', positive: 'p' };
  const files = [
    memoryFile('d/README.md', '# Data'),
    memoryFile('d/a.jsonl', lines(row, row)),
    memoryFile('d/b.jsonl.gz', gzipSync(strToU8(lines(row)))),
  ];
  const { rows, files: reports } = await readAllRows(files, {
    onProgress: (done, total) => progress.push([done, total]),
  });
  expect(rows.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'd/a.jsonl:1',
    'd/a.jsonl:2',
    'd/b.jsonl.gz:1',
  ]);
  expect(reports.map(({ file, format }) => [file, format])).toEqual([
    ['d/a.jsonl', 'pairs'],
    ['d/b.jsonl.gz', 'pairs'],
    ['d/README.md', 'left out'],
  ]);
  expect(progress.every(([done, total], i) => done <= total && done >= (progress[i - 1]?.[0] ?? 0))).toBe(
    true,
  );
});

const beir = {
  'corpus.jsonl': lines({ _id: 'd1', title: 'T', text: 'one' }, { _id: 'd2', text: 'two' }),
  'queries.jsonl': lines({ _id: 'q1', text: 'first' }, { _id: 'q2', text: 'second' }),
  'qrels/train.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t2\nq2\td2\t0\nq9\td1\t1\nq2\td9\t1\n',
  'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq2\td2\t1\n',
};

test('a BEIR folder or zip gives one pair per relevant training judgement', async () => {
  const folder = Object.entries(beir).map(([path, content]) => memoryFile(`set/${path}`, content));
  const zipped = zipSync(
    Object.fromEntries(Object.entries(beir).map(([path, text]) => [path, strToU8(text)])),
  );
  for (const [name, files] of [
    ['set', folder],
    ['set.zip', [memoryFile('set.zip', zipped)]],
  ] as const) {
    const { rows, files: reports } = await readAllRows(files);
    expect(
      rows.map(({ line, queryId, positives, positiveIds }) => [line, queryId, positives, positiveIds]),
    ).toEqual([
      [2, 'q1', ['T one'], ['d1']],
      [3, 'q1', ['two'], ['d2']],
    ]);
    expect(reports[0]).toMatchObject({
      file: `${name}/qrels/train.tsv`,
      format: 'BEIR',
      rows: 2,
      triplets: 0,
    });
    expect(reports[0]?.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '5: there is no query q9 in the data set',
      '6: there is no document d9 in the data set',
    ]);
  }
});

test('a BEIR folder without training judgements says so, unless there are other rows', async () => {
  const parts = Object.entries(beir).filter(([path]) => path !== 'qrels/train.tsv');
  const files = parts.map(([path, content]) => memoryFile(`set/${path}`, content));
  await expect(readTrainingData(files)).rejects.toThrow('no qrels/train.tsv');
  const { rows, files: reports } = await readAllRows([
    ...files,
    memoryFile('set/train.jsonl', lines({ query: 'q', positive: 'p' })),
  ]);
  expect(rows).toHaveLength(1);
  expect(reports.filter(({ format }) => format === 'left out')).toHaveLength(3);
});

test('an abort while reading stops it', async () => {
  const controller = new AbortController();
  const content = lines({ query: 'q', positive: 'p' }).concat('\n').repeat(1000);
  const reading = readTrainingData([memoryFile('f.jsonl', content, 100)], {
    signal: controller.signal,
    onProgress: (done) => done > 1000 && controller.abort(),
  });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});

/** Lines that are not blank. */
const countFilled = (text: string) => text.split('\n').filter((line) => line.trim() !== '').length;

test('fuzz, seed 41: altered files give rows or an InputError, and no line is lost', async () => {
  const random = createRandom(41);
  const seeds = [
    '01_broken_json_line3',
    '04_array_test',
    '05_negatives',
    '06_types',
    '07_mixed_schemas',
    '03_utf16',
  ];
  const originals = seeds.map((name) =>
    readFileSync(new URL(`../../fixtures/messy/${name}.jsonl`, import.meta.url)),
  );
  for (let round = 0; round < 600; round++) {
    const bytes = Uint8Array.from(originals[round % originals.length] ?? []).slice(
      random.int(4) === 0 ? random.int(300) : 0,
    );
    for (let i = random.int(12); i > 0; i--) bytes[random.int(bytes.length)] = random.int(256);
    try {
      const { rows, files } = await readAllRows([memoryFile('f', bytes, 1 + random.int(400))]);
      expect(files[0]?.rows).toBe(rows.length);
      const text = new TextDecoder().decode(bytes);
      const isJsonLines = !text.includes('\0') && !/^\s*\[\s*(?:\{|\n)/.test(text);
      if (isJsonLines) expect(rows.length + (files[0]?.rejectedCount ?? 0)).toBe(countFilled(text));
      for (const row of rows) {
        expect(row.query.trim()).not.toBe('');
        expect(row.positives[0]?.trim()).toBeTruthy();
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});
