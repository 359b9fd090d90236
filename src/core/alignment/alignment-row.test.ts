import { expect, test } from 'vitest';
import { asTrainingRow, withLabelled, type AlignmentRow } from './alignment-row';

const row: AlignmentRow = {
  file: 'p.jsonl',
  line: 3,
  query: 'how long',
  queryId: 'q1',
  tiers: [['five hours'], ['a while'], ['blue']],
  neither: false,
};

test('the labelled passage stands beside the best, above all others', () => {
  expect(withLabelled(row, 'about five').tiers).toEqual([
    ['five hours', 'about five'],
    ['a while'],
    ['blue'],
  ]);
  expect(row.tiers[0]).toEqual(['five hours']);
});

test('a row stays as it is where the passage is in it, is not known, or nothing answers', () => {
  for (const text of ['five hours', 'blue', undefined]) expect(withLabelled(row, text)).toBe(row);
  const neither = { ...row, neither: true };
  expect(withLabelled(neither, 'about five')).toBe(neither);
});

test('as a training row the best is the answer and the others are negatives', () => {
  expect(asTrainingRow(row)).toEqual({
    file: 'p.jsonl',
    line: 3,
    query: 'how long',
    queryId: 'q1',
    positives: ['five hours'],
    negatives: ['a while', 'blue'],
  });
  expect(asTrainingRow({ ...row, queryId: undefined })).not.toHaveProperty('queryId');
});
