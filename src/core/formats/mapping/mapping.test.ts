import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { memoryFile } from '../memory-file';
import { readTrainingData } from '../read-training-data';
import { askAboutFile } from './ask-about-file';
import { UnknownLayoutError } from './ask-mapping';
import { completeMapping, type ColumnMapping, type MappingRule } from './column-mapping';
import { valueAt } from './column-path';
import { findColumns } from './find-columns';

const CSV = 'question,context,wrong\nhow far is it,"Ten miles, about.",Nine dogs.\nwhy,Because it is.,\n';

const read = (content: string, mappings: readonly MappingRule[] = [], name = 'f.csv') =>
  readTrainingData([memoryFile(name, content)], { mappings });

async function questionOf(content: string, name?: string) {
  const error: unknown = await read(content, [], name).catch((thrown: unknown) => thrown);
  if (!(error instanceof UnknownLayoutError)) throw new Error('no question', { cause: error });
  return error.question;
}

test('a table of unknown columns asks, with its first rows and a guess', async () => {
  expect(await questionOf(CSV)).toEqual({
    file: 'f.csv',
    columns: ['question', 'context', 'wrong'],
    rows: [
      { line: 2, value: { question: 'how far is it', context: 'Ten miles, about.', wrong: 'Nine dogs.' } },
      { line: 3, value: { question: 'why', context: 'Because it is.', wrong: '' } },
    ],
    guess: { query: 'question', positive: 'context', negatives: ['wrong'] },
  });
});

test('the answer reads the file, and the report says by which columns', async () => {
  const { columns, guess } = await questionOf(CSV);
  const mapping = completeMapping(guess);
  if ('reason' in mapping) throw new Error(mapping.reason);
  const { rows, files } = await read(CSV, [{ mapping, columns }]);
  expect([...rows]).toEqual([
    {
      file: 'f.csv',
      line: 2,
      query: 'how far is it',
      positives: ['Ten miles, about.'],
      negatives: ['Nine dogs.'],
    },
    { file: 'f.csv', line: 3, query: 'why', positives: ['Because it is.'], negatives: [] },
  ]);
  expect(files[0]?.format).toBe('columns you chose');
  expect(files[0]?.notes).toContain(
    'Read by the columns you chose: query = question, positive = context, negative = wrong.',
  );
  expect(files[0]?.notes).toContain('Negative left out, because it is empty: 1 row (line 3).');
});

test('one answer counts for all files with the same columns and for no others', async () => {
  const mapping: ColumnMapping = { query: 'question', positive: 'context', negatives: [] };
  const given = [
    memoryFile('a.csv', CSV),
    memoryFile('b.jsonl', '{"context":"c","question":"q","wrong":"w"}\n'),
  ];
  const both = await readTrainingData(given, {
    mappings: [{ mapping, columns: ['context', 'question', 'wrong'] }],
  });
  expect(both.rows).toHaveLength(3);
  await expect(
    read('question,context\nq,c\n', [{ mapping, columns: ['wrong', 'question', 'context'] }]),
  ).rejects.toThrow(UnknownLayoutError);
  // Without columns, wherever the query and the positive are.
  expect((await read('question,context\nq,c\n', [{ mapping }])).rows).toHaveLength(1);
});

test('paths into objects and lists are offered and read', async () => {
  const row = {
    q: 'a query text',
    'dotted.key': 'x',
    doc: { text: 'the passage of the row', score: 3 },
    bad: [{ body: 'first wrong' }, { body: 'second wrong' }, { title: 'none' }],
    more: ['third', 'fourth'],
    nothing: null,
  };
  expect(findColumns([row])).toEqual([
    'q',
    'dotted.key',
    'doc.text',
    'doc.score',
    'bad[].body',
    'bad[0].body',
    'more',
    'more[0]',
  ]);
  const mapping = {
    query: 'q',
    positive: 'doc.text',
    negatives: ['bad[].body', 'more[0]'],
    queryId: 'dotted.key',
  };
  const { rows } = await read(`${JSON.stringify(row)}\n`, [{ mapping }], 'f.jsonl');
  expect([...rows]).toMatchObject([
    {
      queryId: 'x',
      query: 'a query text',
      positives: ['the passage of the row'],
      negatives: ['first wrong', 'second wrong', 'third'],
    },
  ]);
});

test.each([
  ['a', 1],
  ['a.b', 2],
  ['c[1]', 'y'],
  ['c[]', ['x', 'y']],
  ['d[].e', ['z']],
  ['d[0].e', 'z'],
  ['c[9]', undefined],
  ['a.b.c', undefined],
  ['', undefined],
  ['c[', undefined],
  ['constructor', undefined],
  ['f.constructor', undefined],
])('the value under %j is %j', (path, value) => {
  const row = { a: 1, 'a.b': 2, c: ['x', 'y'], d: [{ e: 'z' }, 5], f: {} };
  expect(valueAt(row, path)).toEqual(value);
});

test('positives of the wrong type under a mapping are listed', async () => {
  const mapping = { query: 'q', positive: 'p', negatives: ['n'], synthetic: 's', cot: 'c' };
  const lines = [
    '{"q":"a","p":"b","s":"synthetic","c":"thought","verified":false}',
    '{"q":"a","p":7}',
    '{"q":"a"}',
    '{"q":"a","p":[]}',
    '{"q":"a","p":["b",4],"n":["b"],"s":5}',
  ];
  const { rows, files } = await read(lines.join('\n'), [{ mapping }], 'f.jsonl');
  expect([...rows]).toMatchObject([
    { line: 1, synthetic: { text: 'synthetic', verified: false }, cot: 'thought' },
    { line: 5, positives: ['b'], negatives: [] },
  ]);
  expect(files[0]?.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '2: "p" is a number (7), not text',
    '3: there is nothing under "p"',
    '4: "p" is a list without a usable text',
  ]);
  expect(files[0]?.notes.join()).toContain('"s" left out, because it is not a usable text: 1 row (line 5).');
});

test('a file without columns is refused without a question', async () => {
  await expect(read('"a"\n"b"\n', [], 'f.jsonl')).rejects.not.toBeInstanceOf(UnknownLayoutError);
});

test('a file that is read can be asked about too, also inside what was given', async () => {
  const given = [memoryFile('f.jsonl', '{"query":"q","positive":{"text":"p"},"negative":"n"}\n')];
  const question = await askAboutFile(given, 'f.jsonl');
  expect(question.columns).toEqual(['query', 'positive.text', 'negative']);
  expect(question.guess).toEqual({ query: 'query', positive: 'positive.text', negatives: ['negative'] });
  await expect(askAboutFile(given, 'g.jsonl')).rejects.toThrow(InputError);
});

test('long texts of the first rows are cut, whole characters only', async () => {
  const question = await questionOf(`{"a":"${'😀'.repeat(300)}b","b":"${'x'.repeat(399)}😀y"}\n`, 'f.jsonl');
  const { value } = question.rows[0] ?? {};
  expect(value?.['a']).toBe(`${'😀'.repeat(200)}…`);
  expect(value?.['b']).toBe(`${'x'.repeat(399)}…`);
});

test('names that say nothing: the shorter texts are queries, ids and numbers are none', async () => {
  const { guess } = await questionOf(
    'k,first,second,pos_score\n1,short one,a much longer text here,0.5\n2,s t,l o n g e r,1\n',
  );
  expect(guess).toEqual({ query: 'first', positive: 'second', negatives: [] });
});

const SEED = 63;

test(`fuzz, seed ${SEED}: any rows under any mapping are read or listed`, async () => {
  const path = fc.constantFrom('a', 'b', 'a.b', 'c[]', 'c[0]', 'c[].d', '', '[', '__proto__');
  const row = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.jsonValue({ maxDepth: 2 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      path,
      path,
      path,
      async (rows, query, positive, n) => {
        const text = rows.map((value) => JSON.stringify(value)).join('\n');
        try {
          const { files } = await read(text, [{ mapping: { query, positive, negatives: [n] } }], 'f.jsonl');
          expect((files[0]?.rows ?? 0) + (files[0]?.rejectedCount ?? 0)).toBe(rows.length);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});
