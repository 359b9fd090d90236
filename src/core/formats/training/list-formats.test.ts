import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { createRandom } from '../../random/random';
import { memoryFile } from '../memory-file';
import { createMemorySink } from '../../data/row-sink';
import { readTrainingFile } from './read-training-file';

const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const read = async (content: string | Uint8Array) => {
  const sink = createMemorySink();
  const report = await readTrainingFile(memoryFile('f.jsonl', content), {}, sink);
  return { rows: [...(await sink.finish())], report };
};

test('FlagEmbedding: lists of texts; scores and prompt are said to be unused', async () => {
  const { rows, report } = await read(
    lines(
      {
        query: 'q1',
        pos: ['p1', 'p2'],
        neg: ['n1', 'P1', ''],
        pos_scores: [1, 0.9],
        neg_scores: [0.2, 0.1, 0],
        prompt: 'Represent this: ',
      },
      { query: 'q2', pos: ['p'], neg: [] },
      { query: 'q3', pos: ['p', null], prompt: '' },
    ),
  );
  expect(rows).toEqual([
    { file: 'f.jsonl', line: 1, query: 'q1', positives: ['p1', 'p2'], negatives: ['n1'] },
    { file: 'f.jsonl', line: 2, query: 'q2', positives: ['p'], negatives: [] },
    { file: 'f.jsonl', line: 3, query: 'q3', positives: ['p'], negatives: [] },
  ]);
  expect(report).toMatchObject({ format: 'FlagEmbedding', rows: 3, triplets: 1, rejectedCount: 0 });
  const notes = report.notes.join('\n');
  expect(notes).toContain('(pos_scores, neg_scores) are not used: 1 row (line 1)');
  expect(notes).toContain('prompts of the model hold: 1 row (line 1)');
  expect(notes).toContain('same text as the positive');
  expect(notes).toContain('Positives left out, because they are not usable texts: 1 row (line 3)');
});

test('Cohere: relevant_passages and hard_negatives', async () => {
  const { rows, report } = await read(
    lines(
      { query: 'q1', relevant_passages: ['p1', 'p2'], hard_negatives: ['n1'] },
      { query: 'q2', relevant_passages: ['p'] },
    ),
  );
  expect(rows.map(({ positives, negatives }) => [positives, negatives])).toEqual([
    [['p1', 'p2'], ['n1']],
    [['p'], []],
  ]);
  expect(report).toMatchObject({ format: 'Cohere', rows: 2, triplets: 1 });
});

test('OpenMatch: doc_pos and doc_neg as lists; one of each is a triplet', async () => {
  const { rows, report } = await read(
    lines(
      { query: 'q1', doc_pos: 'p', doc_neg: ['n', 'm', 'P'] },
      { query: 'q2', doc_pos: ['p', 'r'], doc_neg: ['n'] },
    ),
  );
  expect(rows.map(({ positives, negatives }) => [positives, negatives])).toEqual([
    [['p'], ['n', 'm']],
    [['p', 'r'], ['n']],
  ]);
  expect(report).toMatchObject({ format: 'OpenMatch', rows: 2, triplets: 2 });
  expect((await read(lines({ query: 'q', doc_pos: 'p', doc_neg: 'n' }))).report.format).toBe('triplet');
});

test('Tevatron: title and text are one passage, ids are kept where all positives have one', async () => {
  const { rows, report } = await read(
    lines(
      {
        query_id: '7',
        query: 'q1',
        positive_passages: [{ docid: 'd1', title: 'T', text: 'one' }],
        negative_passages: [{ docid: 'd2', title: '', text: 'two' }, { text: 'T one' }, { text: 5 }],
      },
      { query: 'q2', positive_passages: [{ docid: 'd1', text: 'one' }, { text: 'two' }] },
    ),
  );
  expect(rows).toEqual([
    {
      file: 'f.jsonl',
      line: 1,
      queryId: '7',
      query: 'q1',
      positives: ['T one'],
      positiveIds: ['d1'],
      negatives: ['two'],
    },
    { file: 'f.jsonl', line: 2, query: 'q2', positives: ['one', 'two'], negatives: [] },
  ]);
  expect(report).toMatchObject({ format: 'Tevatron', rows: 2, triplets: 1 });
  expect(report.notes.join()).toContain('it is a number, not text: 1 row (line 1)');
});

test('every rejected row has its line and reason', async () => {
  const { report } = await read(
    lines(
      { query: 'q', pos: ['p'], neg: ['n'] },
      { query: '', pos: ['p'] },
      { query: 'q', pos: [] },
      { query: 'q', pos: 3 },
      { query: 'q', neg: ['n'] },
      { query: 'q', relevant_passages: ['p'], hard_negatives: [] },
      { query: 'q', positive: 'p' },
    ),
  );
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: "query" is empty',
    '3: "pos" is a list without a usable text',
    '4: "pos" is a number (3), not text',
    '5: there is no "pos"; the row has the keys query, neg',
    '6: this row has query, relevant_passages, hard_negatives (Cohere); the file is read as query, pos, neg',
    '7: this row has query, positive, negative; the file is read as query, pos, neg',
  ]);
});

const VALUES: readonly unknown[] = [
  'text',
  '',
  ' ',
  '\ud800',
  null,
  7,
  true,
  {},
  [],
  ['a', 'b'],
  [null, 'a'],
  [{ docid: 1, title: 't', text: 'x' }],
  [{ title: [], text: {} }, [[]]],
  { text: 'x' },
];
const KEYS = [
  ['query', 'pos', 'neg', 'pos_scores', 'prompt'],
  ['query', 'relevant_passages', 'hard_negatives'],
  ['query_id', 'query', 'positive_passages', 'negative_passages'],
  ['query', 'doc_pos', 'doc_neg'],
];

test('fuzz, seed 43: rows of any values are read or listed, and nothing is thrown but an InputError', async () => {
  const random = createRandom(43);
  let usable = 0;
  for (let round = 0; round < 500; round++) {
    const keys = KEYS[round % KEYS.length] ?? [];
    const content = Array.from({ length: 6 }, () => {
      const kept = keys.filter(() => random.int(8) > 0);
      const row = kept.map((key) => [key, VALUES[random.int(3) === 0 ? random.int(VALUES.length) : 0]]);
      const line = JSON.stringify(Object.fromEntries(row));
      return random.int(10) === 0 ? line.slice(random.int(line.length)) || '{' : line;
    }).join('\n');
    try {
      const { rows, report } = await read(content);
      expect(rows.length + report.rejectedCount).toBe(6);
      for (const row of rows) expect([row.query, ...row.positives, ...row.negatives]).not.toContain('');
      usable += rows.length;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.line).toBeGreaterThan(0);
    }
  }
  expect(usable).toBeGreaterThan(500);
});

const SHARED = new URL('../../../../../shared/data/synthetic/', import.meta.url);

// Examples of FlagEmbedding's own repository; too large to keep a copy here.
describe.skipIf(!existsSync(SHARED))('real files (skipped without ../shared)', () => {
  test.each([
    ['flagembedding-examples/nq.jsonl', 10],
    ['flagembedding-examples/msmarco.jsonl', 10],
    ['flagembedding-examples/examples.jsonl', 10],
    ['flagembedding-examples/sts.jsonl', 10],
    ['llara-toy/toy_finetune_data.jsonl', 11],
  ])('%s: all %i rows are triplets', async (path, count) => {
    const { report } = await read(readFileSync(new URL(path, SHARED)));
    expect(report).toMatchObject({ format: 'FlagEmbedding', rows: count, triplets: count, rejectedCount: 0 });
  });

  test("GPL's hard negatives are refused, for they hold ids only", async () => {
    const bytes = readFileSync(new URL('gpl-fiqa-sample/hard-negatives.jsonl', SHARED));
    await expect(read(bytes)).rejects.toThrow('f.jsonl:1: no usable row: this row names its passages by id');
  });
});
