import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { createRandom } from '../../random/random';
import { memoryFile } from '../memory-file';
import { readAllRows } from '../testing/read-all-rows';

const read = async (content: string | Uint8Array, chunkSize?: number) => {
  const { rows, files } = await readAllRows([memoryFile('f.json', content, chunkSize)]);
  const [report] = files;
  if (!report) throw new Error('no report');
  return { rows, report };
};

const DOCUMENT = {
  queries: { q1: 'say \\"q2\\": [', q2: 'second', q3: ' ', q4: 'fourth', q5: 'fifth' },
  corpus: { d1: 'one', d2: 'two "q1": [', d3: 4 },
  relevant_docs: { q1: ['d1'], q2: ['d1', 'd2', 'd9'], q3: ['d1'], q4: ['d3'], q6: ['d1'] },
  mode: 'text',
};

test.each([
  ['on one line', JSON.stringify(DOCUMENT), [1, 1, 1, 1, 1, 1]],
  ['indented, as LlamaIndex saves it', JSON.stringify(DOCUMENT, null, 4), [15, 18, 23, 26, 7, 29]],
])('one document %s: rows with the lines of their entries, the others listed', async (_, content, lines) => {
  const { rows, report } = await read(content, 3);
  expect(
    rows.map(({ line, queryId, query, positives, positiveIds }) => ({
      line,
      queryId,
      query,
      positives,
      positiveIds,
    })),
  ).toEqual([
    { line: lines[0], queryId: 'q1', query: 'say \\"q2\\": [', positives: ['one'], positiveIds: ['d1'] },
    {
      line: lines[1],
      queryId: 'q2',
      query: 'second',
      positives: ['one', 'two "q1": ['],
      positiveIds: ['d1', 'd2'],
    },
  ]);
  expect(report).toMatchObject({ format: 'LlamaIndex', rows: 2, pairs: 2, triplets: 0, rejectedCount: 4 });
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    `${lines[2]}: the query is only white space`,
    `${lines[3]}: "corpus" has no usable text for any document of this query`,
    `${lines[4]}: "relevant_docs" has no list of documents for this query`,
    `${lines[5]}: "queries" has no text for this id of "relevant_docs"`,
  ]);
  expect(report.notes).toEqual([
    `Documents left out, because "corpus" has no usable text for them: 1 row (line ${lines[1]}).`,
  ]);
});

test.each([
  ['{\n "queries": {"a": "b"},\n "corpus": {,}}', 'f.json:3: not valid JSON, at column 13'],
  ['{"queries": {"a": "b"}, "corpus": {"d": "e"}}', 'f.json:1: "relevant_docs" is no object'],
  ['{"queries": {},\n"corpus": {"d\0": ""}}', 'f.json:2: the line contains NUL bytes'],
  ['{"queries": {}, "corpus": {}, "relevant_docs": {}}', 'f.json: the file is empty: it holds no row'],
])('a document that cannot be used is refused with the place: %j', async (content, message) => {
  await expect(read(content)).rejects.toThrow(InputError);
  await expect(read(content)).rejects.toThrow(message);
});

test('fuzz, seed 44: altered documents give rows or an InputError', async () => {
  const random = createRandom(44);
  const original = new TextEncoder().encode(JSON.stringify(DOCUMENT, null, 1));
  let usable = 0;
  for (let round = 0; round < 500; round++) {
    const bytes = original.slice(0, random.int(6) === 0 ? random.int(original.length) : original.length);
    for (let i = random.int(4); i > 0; i--) bytes[40 + random.int(original.length)] = random.int(128);
    try {
      const { rows, report } = await read(bytes, 1 + random.int(200));
      expect(report.rows).toBe(rows.length);
      for (const row of rows) expect(row.positives.length).toBe(row.positiveIds?.length);
      usable += rows.length;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  expect(usable).toBeGreaterThan(100);
});

const SHARED = new URL('../../../../../shared/data/synthetic/llamaindex-10k/', import.meta.url);

// The original document is not at hand, only its three parts: they are put together again as LlamaIndex saves them.
describe.skipIf(!existsSync(SHARED))('real data (skipped without ../shared)', () => {
  const parts = (path: string) => readFileSync(new URL(path, SHARED), 'utf8').trim().split('\n');
  const texts = (path: string) =>
    Object.fromEntries(
      parts(path).map((line) => {
        const row = JSON.parse(line) as { _id: string; text: string }; // a file of known layout
        return [row._id, row.text];
      }),
    );

  test('668 questions over a 10-K report are read as pairs', async () => {
    const judged = parts('train/qrels/test.tsv')
      .slice(1)
      .map((line) => line.split('\t'));
    const document = {
      queries: texts('train/queries.jsonl'),
      corpus: texts('train/corpus.jsonl'),
      relevant_docs: Object.fromEntries(judged.map(([query = '', passage]) => [query, [passage]])),
    };
    const { rows, report } = await read(JSON.stringify(document, null, 4));
    expect(report).toMatchObject({ format: 'LlamaIndex', rows: 668, rejectedCount: 0 });
    expect(new Set(rows.map(({ line }) => line)).size).toBe(668);
  });
});
