import { expect, test } from 'vitest';
import type { TrainingRow } from '../../data/training-row';
import { createRandom } from '../../random/random';
import { memoryFile } from '../memory-file';
import { readAllRows } from '../testing/read-all-rows';
import { beirFiles } from './beir';
import { flagEmbeddingLines } from './flag-embedding';
import { nTupleLines } from './n-tuples';
import { triplesLines } from './triples';

const SEED = 61;
const pause = () => Promise.resolve();

/** Texts with everything that a careless writer breaks. */
const WORDS = [
  'plain',
  'tab\there',
  'line\nbreak',
  '"quoted"',
  'café',
  '漢字',
  '\u2028',
  '🚲',
  ' spaced ',
  '\\',
  '{}',
  '\r\n',
];

function makeRows(count: number): TrainingRow[] {
  const random = createRandom(SEED);
  const text = (kind: string, i: number): string =>
    `${kind}${i} ${Array.from({ length: 1 + random.int(4) }, () => WORDS[random.int(WORDS.length)]).join(' ')}`;
  return Array.from({ length: count }, (_, i) => {
    const positives = Array.from({ length: 1 + random.int(3) }, (_unused, at) => text(`p${at}-`, i));
    return {
      file: 'made',
      line: i + 1,
      ...(random.int(2) === 0 ? { queryId: `t-${i}` } : {}),
      query: text('q', i),
      positives,
      ...(random.int(2) === 0 ? { positiveIds: positives.map((_unused, at) => `d${i}-${at}`) } : {}),
      negatives: Array.from({ length: random.int(4) }, (_unused, at) => text(`n${at}-`, i)),
      ...(random.int(3) === 0 ? { synthetic: { text: text('s', i), verified: random.int(2) === 0 } } : {}),
      ...(random.int(3) === 0 ? { cot: text('c', i) } : {}),
      ...(random.int(3) === 0 ? { paradigm: 'zero-shot' } : {}),
    };
  });
}

const rows = makeRows(200);
const read = (name: string, lines: Iterable<string>) => readAllRows([memoryFile(name, [...lines].join(''))]);

test(`JSONL triples come back as each positive with each negative, seed ${SEED}`, async () => {
  const { rows: back, files } = await read('t.jsonl', triplesLines(rows));
  const wanted = rows.flatMap(({ file: _, line: _line, positives, positiveIds, negatives, ...row }) =>
    positives.flatMap((positive, at) =>
      (negatives.length === 0 ? [[]] : negatives.map((negative) => [negative])).map((ofLine) => ({
        ...row,
        positives: [positive],
        ...(positiveIds === undefined ? {} : { positiveIds: [positiveIds[at]] }),
        negatives: ofLine,
      })),
    ),
  );
  expect(back.map(({ file: _, line: _line, ...row }) => row)).toEqual(wanted);
  expect(files[0]?.rejectedCount).toBe(0);
});

test(`n-tuples come back as the same rows, seed ${SEED}`, async () => {
  const { rows: back, files } = await read('n.jsonl', nTupleLines(rows));
  const bare = ({ file: _, line: _line, ...row }: TrainingRow) => row;
  expect(back.map(bare)).toEqual(rows.map(bare));
  expect(files[0]).toMatchObject({ format: 'n-tuple', rejectedCount: 0 });
});

test(`FlagEmbedding comes back row by row, seed ${SEED}`, async () => {
  const { rows: back, files } = await read('f.jsonl', flagEmbeddingLines(rows));
  expect(back.map(({ query, positives, negatives }) => ({ query, positives, negatives }))).toEqual(
    rows.map(({ query, positives, negatives }) => ({ query, positives, negatives })),
  );
  expect(files[0]).toMatchObject({ format: 'FlagEmbedding', rejectedCount: 0 });
});

test(`BEIR comes back as its pairs, with the ids of the rows, seed ${SEED}`, async () => {
  const files = await beirFiles(rows, pause);
  const { rows: back, files: reports } = await readAllRows(
    files.map(({ name, lines }) => memoryFile(name, [...lines].join(''))),
  );
  const wanted = rows.flatMap(({ query, positives }) => positives.map((positive) => [query, positive]));
  expect(back.map(({ query, positives }) => [query, positives[0]])).toEqual(wanted);
  for (const [i, { queryId }] of back.entries()) {
    const row = rows.find(({ query }) => query === wanted[i]?.[0]);
    if (row?.queryId !== undefined) expect(queryId).toBe(row.queryId);
  }
  expect(reports.every(({ rejectedCount }) => rejectedCount === 0)).toBe(true);
});

test('BEIR: a text stands once, ids that clash or have white space are replaced, negatives are not judged', async () => {
  const row = { file: 'made', line: 1, negatives: [] };
  const files = await beirFiles(
    [
      { ...row, queryId: 'q 1', query: 'one', positives: ['a', 'b'], positiveIds: ['d1', 'd1'] },
      { ...row, query: 'one', positives: ['a'], positiveIds: ['d9'], negatives: ['b', 'c'] },
      { ...row, queryId: 'q1', query: 'two', positives: ['c'] },
    ],
    pause,
  );
  expect(files.map(({ name, lines }) => [name, [...lines].join('')])).toEqual([
    [
      'corpus.jsonl',
      '{"_id":"d1","title":"","text":"a"}\n{"_id":"p1","title":"","text":"b"}\n{"_id":"p2","title":"","text":"c"}\n',
    ],
    ['queries.jsonl', '{"_id":"q1","text":"one"}\n{"_id":"q2","text":"two"}\n'],
    ['qrels/train.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\tp1\t1\nq2\tp2\t1\n'],
  ]);
});
