import { expect, it } from 'vitest';
import { worstLosses } from './worst-losses';

const query = (id: string, before: number, after: number) => ({ id, text: id, bm25: 0, before, after });

it('lists only what got worse, the worst first, ties by id', () => {
  const queries = [
    query('up', 0, 1),
    query('c', 0.5, 0.25),
    query('same', 1, 1),
    query('b', 0.5, 0.25),
    query('a', 1, 0),
  ];
  expect(worstLosses(queries, 10).map((q) => q.id)).toEqual(['a', 'b', 'c']);
  expect(worstLosses(queries, 1).map((q) => q.id)).toEqual(['a']);
});
