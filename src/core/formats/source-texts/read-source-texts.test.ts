import { expect, test } from 'vitest';
import { memoryFile } from '../memory-file';
import { cutDocument } from './cut-document';
import { readSourceTexts, type SourceKind } from './read-source-texts';

const read = async (kind: SourceKind, ...files: [name: string, text: string][]) =>
  readSourceTexts(
    files.map(([name, text]) => memoryFile(name, text)),
    kind,
  );

const lines = (...rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

test('a corpus of BEIR, with titles and ids; its queries and judgements are left alone', async () => {
  const corpus = lines({ _id: 'a', title: 'T', text: 'one' }, { _id: 'b', title: 'only a title', text: '' });
  const { texts, files } = await read(
    'documents',
    ['beir/corpus.jsonl', corpus],
    ['beir/queries.jsonl', lines({ _id: 'q', text: 'what' })],
    ['beir/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq\ta\t1\n'],
    ['beir/README.md', '# About'],
  );
  expect(texts).toEqual([
    { id: 'a', title: 'T', text: 'one' },
    { id: 'b', title: 'only a title', text: '' },
  ]);
  expect(files.map(({ file, rows }) => [file, rows])).toEqual([['beir/corpus.jsonl', 2]]);
});

test('queries of BEIR, of a table, one a line, and of training rows; a repeated one counts once', async () => {
  const queries = lines({ _id: 'q1', text: 'what' }, { _id: 'q2', text: 'why' });
  expect((await read('queries', ['queries.jsonl', queries])).texts.map(({ id, text }) => [id, text])).toEqual(
    [
      ['q1', 'what'],
      ['q2', 'why'],
    ],
  );
  const table = await read('queries', ['rows.csv', 'query,positive\n"what, now",p\nwhy,p\n']);
  expect(table.texts.map(({ text }) => text)).toEqual(['what, now', 'why']);
  const plain = await read('queries', ['list.txt', 'what\r\n\r\n  why \nWHAT\n']);
  expect(plain.texts.map(({ id, text }) => [id, text])).toEqual([
    ['list.txt:1', 'what'],
    ['list.txt:3', 'why'],
  ]);
  expect(plain.files[0]?.notes.join(' ')).toContain('1 queries were left out');
});

test('rows without a text are listed, a file without any is an error', async () => {
  const { texts, files } = await read('documents', [
    'a.jsonl',
    lines({ id: 1, text: 'one' }, { id: 2 }, { id: 1, text: 'other' }),
  ]);
  expect(texts).toEqual([{ id: '1', title: '', text: 'one' }]);
  expect(files[0]?.rejected.map(({ line, reason }) => [line, reason.slice(0, 20)])).toEqual([
    [2, 'there is no text: on'],
    [3, 'there already is ano'],
  ]);
  await expect(read('documents', ['a.jsonl', lines({ name: 'x' })])).rejects.toThrow(
    'a.jsonl:1: no usable row: there is no text',
  );
  await expect(read('queries', ['empty.txt', ''])).rejects.toThrow('empty.txt');
});

const words = (count: number, word: string): string => Array.from({ length: count }, () => word).join(' ');

test('a short text file is one document, a long one is cut between paragraphs', async () => {
  const short = await read(
    'documents',
    ['notes/a.txt', 'one\n\ntwo'],
    ['notes/b.md', '# Title\ntext here\n'],
  );
  expect(short.texts).toEqual([
    { id: 'notes/a.txt', title: '', text: 'one\n\ntwo' },
    { id: 'notes/b.md', title: 'Title', text: 'text here' },
  ]);
  const long = `${words(150, 'a')}\n\n${words(40, 'b')}\n\n${words(250, 'c')}\n\n${words(20, 'd')}`;
  expect(cutDocument(long, false).map(({ text }) => text.split(/\s+/).length)).toEqual([190, 250, 20]);
  const { texts, files } = await read('documents', ['long.txt', long]);
  expect(texts.map(({ id }) => id)).toEqual(['long.txt#1', 'long.txt#2', 'long.txt#3']);
  expect(files[0]?.notes).toEqual(['Cut into 3 passages between its paragraphs.']);
});

test('headings of a long Markdown file begin passages and are their titles', () => {
  const text = `# Guide\n\n${words(200, 'a')}\n## Brakes ##\n${words(100, 'b')}\n\n${words(30, 'c')}\n\n## Empty\n\n## Last\n\nend`;
  expect(cutDocument(text, true).map((piece) => [piece.title, piece.text.split(/\s+/).length])).toEqual([
    ['Guide', 200],
    ['Brakes', 130],
    ['Last', 1],
  ]);
});
