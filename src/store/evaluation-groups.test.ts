import { expect, test } from 'vitest';
import { evaluationGroups } from './evaluation-groups';

const groups = (...paths: string[]) => evaluationGroups(paths, (path) => path);

test('loose files and one folder are one set', () => {
  expect(groups('corpus.jsonl', 'queries.jsonl', 'test.tsv')).toEqual([
    ['corpus.jsonl', 'queries.jsonl', 'test.tsv'],
  ]);
  expect(groups('a/corpus.jsonl', 'a/qrels/test.tsv')).toEqual([['a/corpus.jsonl', 'a/qrels/test.tsv']]);
  expect(groups()).toEqual([]);
});

test('each zip is a set, and each folder with a corpus', () => {
  const near = ['both/near/corpus.jsonl', 'both/near/qrels/test.tsv'];
  const far = ['both/near/far/corpus.jsonl.gz', 'both/near/far/queries.jsonl'];
  expect(groups('a.zip', ...near, 'B.ZIP', ...far)).toEqual([['a.zip'], ['B.ZIP'], near, far]);
});

test('no file is lost, wherever it lies', () => {
  expect(groups('a/corpus.jsonl', 'b/corpus.jsonl', 'queries.jsonl')).toEqual([
    ['a/corpus.jsonl', 'queries.jsonl'],
    ['b/corpus.jsonl'],
  ]);
});
