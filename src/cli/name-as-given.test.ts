import { expect, test } from 'vitest';
import type { InputFile } from './input-files';
import { nameAsGiven } from './name-as-given';

const loose = (path: string, name: string): InputFile => ({ path, name, loose: true });
const folder: InputFile[] = ['corpus.jsonl', 'qrels/test.tsv'].map((name) => ({
  path: `data/set/${name}`,
  name,
}));

const CASES: readonly (readonly [file: string, files: readonly InputFile[], given: string])[] = [
  ['rows.jsonl', [loose('data/rows.jsonl', 'rows.jsonl')], 'data/rows.jsonl'],
  ['qrels/test.tsv', folder, 'data/set/qrels/test.tsv'],
  ['queries.jsonl', folder, 'data/set/queries.jsonl'],
  ['beir.zip/bread/corpus.jsonl', [loose('data/beir.zip', 'beir.zip')], 'data/beir.zip/bread/corpus.jsonl'],
  ['config.json', [loose('m/micro.zip', 'micro.zip')], 'm/micro.zip/config.json'],
  ['evaluation data', folder, 'data/set'],
  ['model', [loose('rows.jsonl', 'rows.jsonl')], 'rows.jsonl'],
  ['training data', [loose('a/x.jsonl', 'x.jsonl'), loose('b/y.jsonl', 'y.jsonl')], 'training data'],
  ['2/x.jsonl', [loose('a/x.jsonl', 'x.jsonl'), loose('b/x.jsonl', '2/x.jsonl')], 'b/x.jsonl'],
];

test.each(CASES)('%s is named as it was given', (file, files, given) => {
  expect(nameAsGiven(file, files)).toBe(given);
});
