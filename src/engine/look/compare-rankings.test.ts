import { expect, test } from 'vitest';
import type { SystemName } from '../protocol/inspect';
import { compareRankings } from './compare-rankings';

const corpus = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: '', text: `text ${id}` }));
const given = {
  query: 'q',
  corpus,
  judgements: new Map([
    ['b', 1],
    ['c', 2],
    ['gone', 3],
  ]),
  rankings: new Map<SystemName, { id: string; score: number }[]>([['after', [{ id: 'a', score: 1 }]]]),
};
const idsAt = (relevanceLevel: number): string[] =>
  compareRankings({ ...given, relevanceLevel }).passages.map(({ id }) => id);

test('relevant passages that nobody found are listed by the level of relevance, best judged first', () => {
  expect(idsAt(1)).toEqual(['a', 'gone', 'c', 'b']);
  expect(idsAt(2)).toEqual(['a', 'gone', 'c']);
});

test('a judged passage outside of the corpus has no text', () => {
  const { passages } = compareRankings({ ...given, relevanceLevel: 3 });
  expect(passages.at(-1)).toMatchObject({ id: 'gone', text: null, grade: 3, places: {} });
});
