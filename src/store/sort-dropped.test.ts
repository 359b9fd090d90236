import { describe, expect, it } from 'vitest';
import { purposeOf, sortDropped } from './sort-dropped';

describe('purposeOf', () => {
  it.each([
    ['train.jsonl', 'training'],
    ['set/triples.jsonl.gz', 'training'],
    ['beir/corpus.jsonl', 'evaluation'],
    ['beir/queries.jsonl', 'evaluation'],
    ['beir/qrels/test.tsv', 'evaluation'],
    ['qrels.tsv', 'evaluation'],
    ['triples.tsv', 'training'],
    ['model/config.json', 'model'],
    ['model/1_Pooling/config.json', 'model'],
    ['weights.safetensors', 'model'],
    ['roberta/vocab.json', 'model'],
    ['roberta/merges.txt', 'model'],
    ['xlm-roberta/sentencepiece.bpe.model', 'model'],
    ['xlm-roberta/added_tokens.json', 'model'],
    ['vocabulary.json', 'training'],
    ['everything.zip', 'unknown'],
    ['model/README.md', 'ignored'],
    ['.DS_Store', 'ignored'],
  ])('%s is %s', (path, purpose) => {
    expect(purposeOf(path)).toBe(purpose);
  });
});

it('sorts a dropped sample folder', () => {
  const sorted = sortDropped(
    ['s/README.md', 's/train.jsonl', 's/corpus.jsonl', 's/qrels/dev.tsv', 's/a.zip'],
    (path) => path,
  );
  expect(sorted).toEqual({
    training: ['s/train.jsonl'],
    evaluation: ['s/corpus.jsonl', 's/qrels/dev.tsv'],
    model: [],
    unknown: ['s/a.zip'],
  });
});
