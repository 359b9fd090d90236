import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inputFiles } from './input-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kennel-input-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file goes by its own name', () => {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, '');
  expect(inputFiles(path)).toEqual([{ path, name: 'rows.jsonl' }]);
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
