import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inputFiles, inputFilesOf } from './input-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-input-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file goes by its own name', () => {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, '');
  expect(inputFiles(path)).toEqual([{ path, name: 'rows.jsonl', loose: true }]);
});

test('a folder gives all files below it, by their place in it, hidden ones left out', () => {
  mkdirSync(join(folder, 'qrels'));
  for (const name of ['queries.jsonl', 'corpus.jsonl', '.hidden', 'qrels/test.tsv'])
    writeFileSync(join(folder, name), '');
  const names = inputFiles(folder).map(({ name }) => name);
  expect(names).toEqual(['corpus.jsonl', 'qrels/test.tsv', 'queries.jsonl']);
});

test('what is not there, or empty, is refused by name', () => {
  expect(() => inputFiles(join(folder, 'none'))).toThrow('none: there is no such file or folder');
  expect(() => inputFiles(folder)).toThrow('the folder is empty');
});

test('files of several places keep their names unless two are the same', () => {
  for (const place of ['a', 'b']) {
    mkdirSync(join(folder, place));
    writeFileSync(join(folder, place, 'rows.jsonl'), '');
  }
  writeFileSync(join(folder, 'more.jsonl'), '');
  const paths = ['a/rows.jsonl', 'b/rows.jsonl', 'more.jsonl'].map((path) => join(folder, path));
  expect(inputFilesOf(paths)).toEqual([
    { path: paths[0], name: 'rows.jsonl', loose: true },
    { path: paths[1], name: '2/rows.jsonl', loose: true },
    { path: paths[2], name: 'more.jsonl', loose: true },
  ]);
});
