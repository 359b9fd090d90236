import { expect, test } from 'vitest';
import { rank } from './rank';

const ids = (documents: readonly { id: string; score: number }[]) => rank(documents).map(({ id }) => id);

test('sorts by score, ties by id descending', () => {
  const documents = [
    { id: 'd1', score: 1 },
    { id: 'd9', score: 1 },
    { id: 'd10', score: 1 },
    { id: 'best', score: 2 },
    { id: 'worst', score: -Infinity },
  ];
  expect(ids(documents)).toEqual(['best', 'd9', 'd10', 'd1', 'worst']);
  expect(documents[0]?.id).toBe('d1');
});

test('refuses a document that occurs twice and a score that is not a number', () => {
  const twice = [
    { id: 'd1', score: 1 },
    { id: 'd1', score: 2 },
  ];
  expect(() => rank(twice)).toThrow('document "d1" occurs twice in one ranking');
  expect(() => rank([{ id: 'd1', score: NaN }])).toThrow('the score of document "d1" is not a number');
});
