import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { memoryFile } from '../memory-file';
import { readAllRows } from '../testing/read-all-rows';

const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n') + '\n';
const read = async (files: Record<string, string | Uint8Array>) => {
  const { rows, files: reports } = await readAllRows(
    Object.entries(files).map(([path, content]) => memoryFile(path, content)),
  );
  return { rows: [...rows], reports };
};
const reportOf = (reports: Awaited<ReturnType<typeof read>>['reports'], file: string) => {
  const report = reports.find((candidate) => candidate.file === file);
  if (!report) throw new Error(`no report of ${file}`);
  return report;
};

const tevatronCorpus = lines(
  { docid: 'd1', title: 'T', text: 'one' },
  { docid: 'd2', text: 'two' },
  { docid: 3, text: 'three' },
  { docid: 'd1', text: 'again' },
  { docid: 'd4', text: '' },
);

test('Tevatron 2: a row without negatives, as tables write it, is a pair', async () => {
  const row = {
    query_id: '7',
    query_text: 'q',
    positive_document_ids: ['d1'],
    negative_document_ids: null,
  };
  const { rows } = await read({ 'train.jsonl': lines(row), 'corpus.jsonl': tevatronCorpus });
  expect(rows).toMatchObject([{ query: 'q', positives: ['T one'], negatives: [] }]);
});

test('Tevatron 2: rows are joined with the corpus; what has no text is said', async () => {
  const { rows, reports } = await read({
    'set/train.jsonl': lines(
      {
        query_id: 7,
        query_text: 'q1',
        positive_document_ids: ['d1'],
        negative_document_ids: ['d2', '3', 'd1', 'd9'],
        answer: null,
        source: 'x',
      },
      { query_id: '8', query_text: 'q2', positive_document_ids: ['d9', 'd2'] },
      { query_id: '9', query_text: 'q3', positive_document_ids: ['d9'], negative_document_ids: [] },
      { query_id: '10', query_text: '', positive_document_ids: ['d1'], negative_document_ids: [] },
      { query_id: '11', query_text: 'q5', positive_document_ids: 'd1', negative_document_ids: [] },
    ),
    'set/corpus.jsonl': tevatronCorpus,
  });
  expect(rows).toEqual([
    {
      file: 'set/train.jsonl',
      line: 1,
      queryId: '7',
      query: 'q1',
      positives: ['T one'],
      positiveIds: ['d1'],
      negatives: ['two', 'three'],
    },
    {
      file: 'set/train.jsonl',
      line: 2,
      queryId: '8',
      query: 'q2',
      positives: ['two'],
      positiveIds: ['d2'],
      negatives: [],
    },
  ]);
  const report = reportOf(reports, 'set/train.jsonl');
  expect(report).toMatchObject({ format: 'Tevatron 2', rows: 2, triplets: 1 });
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '3: there is no passage with the id d9 in corpus.jsonl',
    '4: the query is empty',
    '5: "positive_document_ids" is no list of ids',
  ]);
  const notes = report.notes.join('\n');
  expect(notes).toContain(
    'Negatives left out, because there is no passage with their id in corpus.jsonl: 1 row (line 1)',
  );
  expect(notes).toContain('same text as the positive');
  expect(notes).toContain(
    'Positives left out, because there is no passage with their id in corpus.jsonl: 1 row (line 2)',
  );
  const corpus = reportOf(reports, 'set/corpus.jsonl');
  expect(corpus).toMatchObject({ format: 'passages by id', rows: 0, rejectedCount: 2 });
  expect(corpus.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '4: there already is a text with the id d1',
    '5: "text" is empty',
  ]);
});

test('without the corpus, one error says which file to add', async () => {
  const row = { query_id: '7', query_text: 'q', positive_document_ids: ['d1'], negative_document_ids: [] };
  await expect(read({ 'train.jsonl': lines(row, row) })).rejects.toThrow(
    'train.jsonl:1: no usable row: this row names its passages by id: add the file with their texts, such as corpus.jsonl, to the files you give (all 2 lines',
  );
});

const gpl = {
  'gpl/corpus.jsonl': lines(
    { _id: 'd1', title: '', text: 'one' },
    { _id: 'd2', title: '', text: 'two' },
    { _id: 'd3', title: '', text: 'three' },
  ),
  'gpl/qgen-queries.jsonl': lines(
    { _id: 'genQ1', text: 'first', metadata: {} },
    { _id: 'genQ2', text: 'second' },
  ),
};

test('GPL: hard negatives of several retrievers, each passage once', async () => {
  const { rows, reports } = await read({
    ...gpl,
    'gpl/hard-negatives.jsonl': lines(
      { qid: 'genQ1', pos: ['d1'], neg: { a: ['d2', 'd3'], b: ['d3'] } },
      { qid: 'genQ2', pos: ['d2'], neg: ['d1'] },
      { qid: 'genQ3', pos: ['d2'], neg: {} },
      { qid: 'genQ2', pos: ['d2'], neg: { a: 'd1' } },
    ),
  });
  expect(rows.map(({ query, positives, negatives }) => [query, positives, negatives])).toEqual([
    ['first', ['one'], ['two', 'three']],
    ['second', ['two'], ['one']],
  ]);
  const report = reportOf(reports, 'gpl/hard-negatives.jsonl');
  expect(report).toMatchObject({ format: 'GPL hard negatives', rows: 2, triplets: 2 });
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '3: there is no query with the id genQ3 in qgen-queries.jsonl',
    '4: "neg" is neither a list of ids nor lists of ids by retriever',
  ]);
});

test('GPL: triples with the margin of a teacher, which is said to be unused', async () => {
  const { rows, reports } = await read({
    ...gpl,
    'gpl/gpl-training-data.tsv': 'genQ1\td1\td3\t18.46\n\ngenQ2\td2\td9\t-3.1\ngenQ2\td2\n',
  });
  expect(
    rows.map(({ line, queryId, query, positives, positiveIds, negatives }) => [
      line,
      queryId,
      query,
      positives,
      positiveIds,
      negatives,
    ]),
  ).toEqual([
    [1, 'genQ1', 'first', ['one'], ['d1'], ['three']],
    [3, 'genQ2', 'second', ['two'], ['d2'], []],
  ]);
  const report = reportOf(reports, 'gpl/gpl-training-data.tsv');
  expect(report.format).toBe('triples of ids');
  expect(report.rejected.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '4: the line has 2 columns, not 3 (ids of query, positive and negative) or 4 (with a margin)',
  ]);
  expect(report.notes.join('\n')).toContain('The margin of a teacher is not used: 2 rows (lines 1, 3)');
});

test('rows that name their query by id want the file of queries', async () => {
  await expect(
    read({ 'corpus.jsonl': gpl['gpl/corpus.jsonl'], 'hard.tsv': 'genQ1\td1\td3\t18.46\n' }),
  ).rejects.toThrow('hard.tsv:1: no usable row: this row names its query by id: add the file');
});

test('MS MARCO: triples of ids with collection.tsv and queries.tsv, packed too', async () => {
  const { rows, reports } = await read({
    'triples.tsv.gz': gzipSync(new TextEncoder().encode('11\t1000\t1001\n12\t1001\t1000\n')),
    'collection.tsv': '1000\tthe first "passage" here\n1001\ta second passage\n1002\tunused text\n',
    'queries.train.tsv': '11\twhat is first\r\n12\twhat is second\r\n',
  });
  expect(rows.map(({ query, positives, negatives }) => [query, positives, negatives])).toEqual([
    ['what is first', ['the first "passage" here'], ['a second passage']],
    ['what is second', ['a second passage'], ['the first "passage" here']],
  ]);
  expect(reports.map(({ file, format }) => [file, format])).toEqual([
    ['collection.tsv', 'passages by id'],
    ['queries.train.tsv', 'queries by id'],
    ['triples.tsv.gz', 'triples of ids'],
  ]);
});

test('texts that no row names, judgements and documentation are left out, each with its reason', async () => {
  const { rows, reports } = await read({
    'a/docs.jsonl': lines({ doc_id: 'd1', doc: 'one' }),
    'a/questions.jsonl': lines({ query_id: 'q1', query: 'first' }),
    'a/judged': 'q1 0 d1 1\nq1 0 d2 0\n',
    'a/README.md': '# Set',
    'a/train.jsonl': lines({ query: 'q', doc_pos: 'p', doc_neg: ['n', 'm'] }),
  });
  expect(rows).toHaveLength(1);
  expect(reports.slice(1).map(({ file, notes }) => `${file}: ${notes.join()}`)).toEqual([
    'a/docs.jsonl: Left out: this is the texts of passages, which no row names by id, not training data.',
    'a/questions.jsonl: Left out: this is the texts of queries, which no row names by id, not training data.',
    'a/judged: Left out: this is evaluation data, not training data.',
    'a/README.md: Left out: this is documentation, not training data.',
  ]);
});

test('a corpus alone is no training data, which is said', async () => {
  await expect(read({ 'docs.jsonl': lines({ _id: 'd1', text: 'one' }) })).rejects.toThrow(
    'it belongs in corpus.jsonl',
  );
});

const SHARED = new URL('../../../../../shared/data/synthetic/', import.meta.url);
const real = (folder: string, names: readonly string[] = readdirSync(new URL(folder, SHARED))) =>
  Object.fromEntries(
    names.map((name): [string, Uint8Array] => [
      `${folder}/${name}`,
      readFileSync(new URL(`${folder}/${name}`, SHARED)),
    ]),
  );

describe.skipIf(!existsSync(SHARED))('files of the tools themselves (in ../shared)', () => {
  test('GPL: the folder as it is', async () => {
    const { rows, reports } = await read(real('gpl-fiqa-sample'));
    expect(reports.map(({ file, format }) => `${file}: ${format}`).sort()).toEqual([
      'gpl-fiqa-sample/README.txt: left out',
      'gpl-fiqa-sample/corpus.jsonl: passages by id',
      'gpl-fiqa-sample/gpl-training-data.tsv: triples of ids',
      'gpl-fiqa-sample/hard-negatives.jsonl: GPL hard negatives',
      'gpl-fiqa-sample/qgen-queries.jsonl: queries by id',
      'gpl-fiqa-sample/train.tsv: left out',
    ]);
    expect(rows).toHaveLength(30 + 20);
    expect(rows.filter(({ negatives }) => negatives.length === 9)).toHaveLength(30);
    expect(rows.find(({ file, line }) => file.endsWith('.tsv') && line === 1)).toMatchObject({
      queryId: 'genQ5',
      positiveIds: ['257122'],
    });
    expect(reports.every(({ rejectedCount }) => rejectedCount === 0)).toBe(true);
  });

  test('OpenMatch: ranking triples; the texts and judgements beside them are left out', async () => {
    const names = ['train_rank_toy.jsonl', 'docs_toy.jsonl', 'queries_toy.jsonl', 'qrels_toy', 'README.txt'];
    const { rows, reports } = await read(real('openmatch-toy', names));
    expect(rows).toHaveLength(1023);
    expect(rows.every(({ negatives }) => negatives.length === 1)).toBe(true);
    expect(reports.map(({ format }) => format)).toEqual(['triplet', ...Array<string>(4).fill('left out')]);
  });

  test('OpenMatch: pairs with a label are no training rows, which is said', async () => {
    await expect(read(real('openmatch-toy', ['dev_toy.jsonl']))).rejects.toThrow('has a label or score');
  });
});
