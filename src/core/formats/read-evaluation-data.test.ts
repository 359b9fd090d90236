import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { memoryFile } from './memory-file';
import { readEvaluationData } from './read-evaluation-data';

const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const small = {
  'corpus.jsonl': lines({ _id: 'd1', title: 'T', text: 'one' }, { _id: 2, text: 'two' }),
  'queries.jsonl': lines({ _id: 'q1', text: 'first' }, { _id: 'q2', text: 'second' }),
  'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t0\n',
};
type Parts = Readonly<Record<string, string | undefined>>;
const files = (parts: Parts) =>
  Object.entries(parts).flatMap(([path, content]) =>
    content === undefined ? [] : [memoryFile(`set/${path}`, content)],
  );
/** `undefined` takes a part away. */
const read = (changes: Parts) => {
  const all: Parts = { ...small, ...changes };
  return readEvaluationData(files(all));
};

test('reads corpus, queries and graded judgements of a folder', async () => {
  const data = await read({ 'qrels/dev.tsv': 'q2 0 d1 1' });
  expect(data.name).toBe('set');
  expect(data.rejected).toEqual([]);
  expect(data.splits.map(({ name, queries }) => [name, queries])).toEqual([
    ['test', [{ id: 'q1', text: 'first' }]],
    ['dev', [{ id: 'q2', text: 'second' }]],
  ]);
  const [set] = data.splits;
  expect(set?.corpus).toEqual([
    { id: 'd1', title: 'T', text: 'one' },
    { id: '2', title: '', text: 'two' },
  ]);
  expect(set?.qrels).toEqual(
    new Map([
      [
        'q1',
        new Map([
          ['d1', 2],
          ['2', 0],
        ]),
      ],
    ]),
  );
  expect(data.splits[1]?.qrels).toEqual(new Map([['q2', new Map([['d1', 1]])]]));
  expect(data.notes[0]).toBe('Split "test": 1 judged query; 1 without judgements in it is left out.');
});

test('a zip, a folder deep inside, and loose files with qrels named after their file', async () => {
  const entries = Object.entries(small).map(([path, text]) => [`a/b/${path}`, strToU8(text)] as const);
  const zipped = await readEvaluationData([memoryFile('x.zip', zipSync(Object.fromEntries(entries)))]);
  expect(zipped).toMatchObject({ name: 'b', splits: [{ name: 'test' }] });
  const loose = await readEvaluationData([
    memoryFile('corpus.jsonl', small['corpus.jsonl']),
    memoryFile('queries.jsonl', small['queries.jsonl']),
    memoryFile('validation.tsv', 'q1\td1\t1'),
  ]);
  expect(loose).toMatchObject({ name: 'evaluation data', splits: [{ name: 'validation' }] });
});

test('the sample: two splits, every judgement counted', async () => {
  const paths = ['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv', 'qrels/dev.tsv'];
  const given = paths.map((path) =>
    memoryFile(`sample/${path}`, readFileSync(new URL(`../../../public/sample/${path}`, import.meta.url))),
  );
  const { splits, rejected } = await readEvaluationData(given);
  expect(rejected).toEqual([]);
  const counts = splits.map(({ name, queries, corpus, qrels }) => {
    const judgements = [...qrels.values()].reduce((sum, grades) => sum + grades.size, 0);
    return [name, queries.length, corpus.length, judgements];
  });
  expect(counts).toEqual([
    ['test', 110, 180, 183],
    ['dev', 40, 180, 54],
  ]);
});

test('lists every unusable line with its file and reason', async () => {
  const { rejected } = await read({
    'corpus.jsonl': `${small['corpus.jsonl']}\n${lines({ _id: 'd1', text: 'again' }, { _id: 'd3' }, { text: 'x' })}\n[]`,
    'queries.jsonl': `${small['queries.jsonl']}\n${lines({ _id: 'q3', text: ' ' })}`,
    'qrels/test.tsv': 'q1\td1\t1\nq1\td1\t2\nq7\td1\t1\nq1\td1\nq1\td1\thigh\n',
  });
  expect(rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`)).toEqual([
    'set/corpus.jsonl:3: the id d1 already stands in line 1',
    'set/corpus.jsonl:4: "text" is missing',
    'set/corpus.jsonl:5: there is no usable "_id"',
    'set/corpus.jsonl:6: the line is not a JSON object',
    'set/queries.jsonl:3: "text" is only white space',
    'set/qrels/test.tsv:2: the same query and document already stand in line 1',
    'set/qrels/test.tsv:4: there are 2 columns, not 3 (query-id, corpus-id, score) or 4 (TREC)',
    'set/qrels/test.tsv:5: the grade "high" is not a whole number',
    'set/qrels/test.tsv:3: the query is not in queries.jsonl: q7',
  ]);
});

test('a judged document that the corpus lacks stays in the ideal ranking, with a note', async () => {
  const { splits, notes } = await read({ 'qrels/test.tsv': 'q1\tgone\t1\nq1\td1\t1' });
  expect(splits[0]?.qrels.get('q1')?.get('gone')).toBe(1);
  expect(notes.join()).toContain('not in the corpus (they count as never found): 1 row (line 1)');
});

test('ids shared by queries and documents are noted', async () => {
  const { notes } = await read({
    'queries.jsonl': lines({ _id: 'd1', text: 'x' }),
    'qrels/test.tsv': 'd1\td1\t1',
  });
  expect(notes.join()).toContain('1 query id is also a document id');
});

test.each([
  [{ 'corpus.jsonl': undefined }, 'corpus.jsonl is missing'],
  [{ 'corpus.jsonl': undefined, 'queries.jsonl': undefined }, 'corpus.jsonl and queries.jsonl are missing'],
  [{ 'qrels/test.tsv': undefined }, 'the judgements are missing'],
  [{ 'corpus.jsonl': '' }, 'set/corpus.jsonl: the file is empty'],
  [{ 'queries.jsonl': 'x' }, 'set/queries.jsonl:1: no usable row: not valid JSON'],
  [
    { 'qrels/test.tsv': 'q7\td1\t1' },
    'set/qrels/test.tsv:1: no usable judgement: the query is not in queries',
  ],
  [{ 'qrels/test.tsv': 'query-id\tcorpus-id\tscore\n' }, 'the file holds no judgement'],
  [{ 'b/corpus.jsonl': 'x' }, 'there are two files corpus.jsonl'],
])('%j: %s', async (changes, message) => {
  await expect(read(changes)).rejects.toThrow(InputError);
  await expect(read(changes)).rejects.toThrow(message);
});

test('nothing at all', async () => {
  await expect(readEvaluationData([])).rejects.toThrow(InputError);
});

test('fuzz, seed 51: altered files give sets whose parts fit together, or an InputError', async () => {
  const random = createRandom(51);
  for (let round = 0; round < 400; round++) {
    const given = Object.entries(small).map(([path, content]) => {
      const bytes = new TextEncoder().encode(content);
      for (let i = random.int(4); i > 0; i--) bytes[random.int(bytes.length)] = random.int(256);
      return memoryFile(`set/${path}`, bytes, 1 + random.int(60));
    });
    try {
      const { splits } = await readEvaluationData(given);
      for (const { queries, qrels } of splits) {
        expect(queries.length).toBeGreaterThan(0);
        expect(queries.map(({ id }) => id).sort()).toEqual([...qrels.keys()].sort());
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});
