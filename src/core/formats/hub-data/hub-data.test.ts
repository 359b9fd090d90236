import { describe, expect, test } from 'vitest';
import { InputError } from '../../input-error';
import { chooseDataFiles } from './choose-data-files';
import { parseDatasetName } from './dataset-name';

describe('the name of a data set', () => {
  test.each([
    ['kennel/toy', { id: 'kennel/toy', folder: '', revision: 'main' }],
    ['hf:kennel/toy@v1.0', { id: 'kennel/toy', folder: '', revision: 'v1.0' }],
    [' kennel/toy/triplet/small ', { id: 'kennel/toy', folder: 'triplet/small', revision: 'main' }],
    [
      'hf:kennel/toy/default@refs/convert/parquet',
      { id: 'kennel/toy', folder: 'default', revision: 'refs/convert/parquet' },
    ],
  ])('%s', (text, name) => {
    expect(parseDatasetName(text)).toEqual(name);
  });

  test.each(['', 'toy', 'kennel/../x', 'kennel/toy@../x', 'https://hub/kennel/toy', 'kennel/toy with space'])(
    '"%s" is none',
    (text) => {
      expect(() => parseDatasetName(text)).toThrow(InputError);
    },
  );
});

describe('the files that are read', () => {
  const choose = (paths: string[], folder = '', purpose: 'training' | 'evaluation' = 'training') => {
    const { files, notes } = chooseDataFiles(
      'a/b',
      paths.map((path) => ({ path, size: 1 })),
      { folder, purpose },
    );
    return { paths: files.map(({ path }) => path), notes };
  };

  test('the split "train" and what belongs to no split', () => {
    expect(
      choose([
        'README.md',
        '.gitattributes',
        'dataset_infos.json',
        'corpus.jsonl.gz',
        'data/train-00000-of-00002.parquet',
        'data/train-00001-of-00002.parquet',
        'data/validation-00000-of-00001.parquet',
        'data/test-00000-of-00001.parquet',
      ]),
    ).toEqual({
      paths: ['corpus.jsonl.gz', 'data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet'],
      notes: ['Of a/b the split "train" was read; 2 files of other splits left out.'],
    });
  });

  test('all of a BEIR set to measure on, its training judgements to train on', () => {
    const beir = ['corpus.jsonl', 'queries.jsonl', 'qrels/train.tsv', 'qrels/test.tsv'];
    expect(choose(beir, '', 'evaluation').paths).toEqual(beir);
    expect(choose(beir).paths).toEqual(beir.slice(0, 3));
  });

  test('without a split everything is read; words that only begin like one are none', () => {
    const paths = ['rows.csv', 'testimony.jsonl', 'trained.json'];
    expect(choose(paths)).toEqual({ paths, notes: [] });
  });

  test('of several parts one must be named', () => {
    const parts = ['pair/train.jsonl', 'triplet/train-0.jsonl', 'triplet/train-1.jsonl', 'triplet/dev.jsonl'];
    expect(() => choose(parts)).toThrow(
      'a/b: several folders have a split "train": pair, triplet; name one, such as a/b/pair',
    );
    expect(choose(parts, 'triplet').paths).toEqual(['triplet/train-0.jsonl', 'triplet/train-1.jsonl']);
  });

  test('nothing to read is said', () => {
    expect(() => choose(['README.md', 'model.bin'])).toThrow('there is no file of JSON, CSV, TSV or Parquet');
    expect(() => choose(['a.jsonl'], 'data')).toThrow('in its folder data');
  });
});
