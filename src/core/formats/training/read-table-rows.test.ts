import { gzipSync } from 'node:zlib';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { memoryFile } from '../memory-file';
import { readTrainingData } from '../read-training-data';
import { readAllRows } from '../testing/read-all-rows';

async function read(content: string | Uint8Array, name = 'f.csv') {
  const { rows, files } = await readAllRows([memoryFile(name, content, 1000)]);
  const [report] = files;
  if (!report) throw new Error('no report');
  return { rows: [...rows], report };
}

const rejects = ({ rejected }: Awaited<ReturnType<typeof read>>['report']): string[] =>
  rejected.map(
    ({ line, column, reason }) => [line, ...(column === undefined ? [] : [column])].join(':') + `: ${reason}`,
  );

test('MS MARCO triples: three columns without a header; other lines are listed', async () => {
  const { rows, report } = await read(
    'q one\ta passage\t"a ""bad"" passage"\r\n\nq two\tonly positive\n\tp p\tn n\nq\t"p" and "p"\tn\n',
  );
  expect(rows.map(({ line, positives, negatives }) => [line, positives, negatives])).toEqual([
    [1, ['a passage'], ['a "bad" passage']],
    [5, ['"p" and "p"'], ['n']],
  ]);
  expect(report).toMatchObject({ format: 'triplet', rows: 2, triplets: 2 });
  expect(rejects(report)).toEqual(['3: the line has 2 columns, not 3', '4: "query" is empty']);
  expect(report.notes.join()).toContain('1 blank line was skipped.');
});

test('two columns of texts between tabs are pairs', async () => {
  const { rows, report } = await read(
    'how long is it\tIt is ten miles.\nwhat now\t"Wait" she said\n',
    'f.tsv',
  );
  expect(rows.map(({ query, positives }) => [query, positives[0]])).toEqual([
    ['how long is it', 'It is ten miles.'],
    ['what now', '"Wait" she said'],
  ]);
  expect(report.notes).toEqual([
    'This file is tab-separated without a header; it was read as query, positive.',
  ]);
});

test('a header names the columns, between tabs too', async () => {
  const { rows, report } = await read('id\tanswer\tquestion\n1\ta\tq\n', 'f.tsv');
  expect(rows).toEqual([{ file: 'f.tsv', line: 2, query: 'q', positives: ['a'], negatives: [] }]);
  expect(report.notes).toEqual(['This file is a table with a header, its columns between tabs.']);
});

test.each([
  ['commas', ','],
  ['semicolons', ';'],
  ['vertical bars', '|'],
  ['tabs', '\t'],
])(
  '%s between columns; a quoted cell spans lines; a record has the line on which it starts',
  async (name, by) => {
    const content = [
      ['query', 'positive', 'negative'],
      ['"one ""q"""', `"line${by} one\r\nline two"`, '"n"'],
      ['two', 'p', 'n'],
    ];
    const text = `\uFEFF${content.map((row) => row.join(by)).join('\r\n')}`;
    const { rows, report } = await read(text);
    expect(rows).toMatchObject([
      { line: 2, query: 'one "q"', positives: [`line${by} one\nline two`], negatives: ['n'] },
      { line: 4, query: 'two', positives: ['p'], negatives: ['n'] },
    ]);
    expect(report.notes).toEqual([
      'A UTF-8 byte-order mark was removed.',
      'Windows line ends (CRLF) were accepted.',
      `This file is a table with a header, its columns between ${name}.`,
    ]);
  },
);

test('UTF-16 and gzip', async () => {
  const text = '\uFEFFquestion,answer\n"naïve, or not",é £\n';
  const utf16 = Buffer.from(text, 'utf16le');
  for (const bytes of [utf16, gzipSync(utf16)]) {
    const { rows } = await read(bytes, 'f.csv.gz');
    expect(rows).toMatchObject([{ query: 'naïve, or not', positives: ['é £'] }]);
  }
});

test('capitals and spaces in the header are accepted and said', async () => {
  const { rows, report } = await read('Query, Positive ,negative\nq,p,n\n');
  expect(rows).toMatchObject([{ query: 'q', positives: ['p'], negatives: ['n'] }]);
  expect(report.notes).toContain(
    'Names of columns were read in plain spelling: "Query" as query, " Positive " as positive.',
  );
});

test('several columns of one name are told apart', async () => {
  const { rows, report } = await read('query,positive,negative,negative\nq,p,n1,n2\n');
  expect(rows).toMatchObject([{ negatives: ['n1', 'n2'] }]);
  expect(report.notes).toContain('Several columns are called "negative"; one was read as negative_2.');
});

test('n-tuples, and lists in JSON as cells; what only looks like a list is listed', async () => {
  const tuple = await read('anchor,positive,negative_1,negative_2\nq,p,n1,n2\n');
  expect(tuple.rows).toMatchObject([{ negatives: ['n1', 'n2'] }]);
  const { rows, report } = await read(
    `query,pos,neg\nq,"[""p1"", ""p2""]","[""n""]"\nr,"['p1', 'p2']",[]\ns,plain,"[""n""]"\n`,
  );
  expect(rows).toMatchObject([
    { line: 2, positives: ['p1', 'p2'], negatives: ['n'] },
    { line: 4, positives: ['plain'], negatives: ['n'] },
  ]);
  expect(rejects(report)).toEqual(['3: "pos" begins like a list but is not valid JSON']);
  expect(report.notes).toContain('Cells of pos, neg were read as lists in JSON.');
});

test('stage 1 as a table: "verified" is yes or no', async () => {
  const { rows, report } = await read(
    'query,positive,synthetic_positive,cot,negative,verified\nq,p,s,c,n,True\nq,p,s,,n,false\nq,p,s,,n,\n',
  );
  expect(rows.map(({ synthetic }) => synthetic?.verified)).toEqual([true, false, true]);
  expect(report.notes.join()).not.toContain('verified');
});

test('ragged records, faulty quotation marks and NUL bytes are listed with their lines', async () => {
  const { rows, report } = await read(
    'query,positive\na,b,c\n\nonly one\nd,"say "no" now"\n"e\0",f\ng,"h\ni"\nj,"k\n',
  );
  expect(rows.map(({ line, positives }) => [line, positives[0]])).toEqual([[7, 'h\ni']]);
  expect(rejects(report)).toEqual([
    '2: the record has 3 columns, not 2',
    '4: the record has 1 column, not 2',
    '5:3: a quotation mark inside a quoted cell is not doubled ("")',
    '6: the line contains NUL bytes',
    '9: a cell opens with a quotation mark that is never closed',
  ]);
  expect(report.notes).toContain('1 blank line was skipped.');
});

test('between tabs, a line with odd quotation marks is read as it stands, which is said', async () => {
  const { rows, report } = await read('query\tpositive\n"a" b\tc\nd\t"e\nf\tg\n', 'f.tsv');
  expect(rows.map(({ query, positives }) => [query, positives[0]])).toEqual([
    ['"a" b', 'c'],
    ['d', '"e'],
    ['f', 'g'],
  ]);
  expect(report.notes).toContain(
    'Read as it stands, because its quotation marks are not doubled as in CSV: 2 rows (lines 2, 3).',
  );
});

test('a cell of five million characters', async () => {
  const { rows } = await read(`query,positive\nq,"${'long text\n'.repeat(500_000)}"\nr,p\n`);
  expect(rows.map(({ line, positives }) => [line, positives[0]?.length])).toEqual([
    [2, 5_000_000],
    [500_003, 1],
  ]);
});

test.each([
  ['query-id\tcorpus-id\tscore\nq1\td1\t1', 'f.tsv'],
  ['1\t20\t30\n1\t20\t40', 'f.tsv'],
  ['q1\t0\td1\t1', 'f.tsv'],
  ['Dear diary,\ntoday I trained a retriever.\n', 'notes.txt'],
  ['query,positive\rq,p\r', 'f.csv'],
  ['query,positive\n', 'f.csv'],
])('what is no table of texts is refused: %j', async (content, name) => {
  await expect(read(content, name)).rejects.toThrow(InputError);
});

test('reading a table can be cancelled', async () => {
  const stop = new AbortController();
  stop.abort(new DOMException('stop', 'AbortError'));
  const file = memoryFile('f.csv', 'query,positive\n'.padEnd(100_000, 'q,p\n'));
  await expect(readTrainingData([file], { signal: stop.signal })).rejects.toThrow('stop');
});

const SEED = 62;

test(`fuzz, seed ${SEED}: whatever is in a table, its records are rows, rejects or blanks`, async () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', 'é'), maxLength: 8 }),
    fc.constantFrom('q', 'a text', '"quoted"', '[1]', '\0', ''),
  );
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const record = fc.array(cell, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 10 }), async (records) => {
      const body = records.map((cells) => cells.map(quote).join(',').concat('\n')).join('');
      try {
        const { report } = await read(`query,positive,neg\n${body}`);
        const blanks = Number(/(\d+) blank/.exec(report.notes.join())?.[1] ?? 0);
        expect(report.rows + report.rejectedCount + blanks).toBe(records.length);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test(`fuzz, seed ${SEED}: altered bytes give rows in order or an InputError`, async () => {
  const original = new TextEncoder().encode(
    'query,positive,negative\n' + 'q one,"a, p","a ""n"""\n'.repeat(6),
  );
  const change = fc.tuple(fc.nat(original.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
      const bytes = original.slice();
      for (const [at, byte] of changes) bytes[at] = byte;
      try {
        const { rows, report } = await read(bytes);
        const lines = [...rows, ...report.rejected].map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

const TRIPLES = new URL(
  '../../../../../shared/data/synthetic/primeqa-colbert-triples/ColBERT.C3_3_20_biased200_triples_text_head_100.tsv',
  import.meta.url,
);

test.skipIf(!existsSync(TRIPLES))('a real file of ColBERT triples (skipped without ../shared)', async () => {
  const { rows, report } = await read(readFileSync(TRIPLES), 'triples.tsv');
  expect(report).toMatchObject({ rows: 100, triplets: 100, rejectedCount: 0 });
  expect(rows[0]?.positives[0]).toMatch(/^"Conewago Mountains" \| "Conewago/);
});
