import { expect, test } from 'vitest';
import { syntheticRow } from '../../client/fake-synthesis';
import { createRowMerger } from './merge-rows';

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

test('known rows change in their place, new ones come at the end, and earlier lists stay as they were', () => {
  const merger = createRowMerger();
  const first = merger.start([syntheticRow({ id: 'a' }), syntheticRow({ id: 'b' })]);
  const second = merger.merge(first, [
    syntheticRow({ id: 'c' }),
    syntheticRow({ id: 'a', query: 'changed' }),
  ]);
  expect(ids(second)).toEqual(['a', 'b', 'c']);
  expect(second[0]?.query).toBe('changed');
  expect(second[1]).toBe(first[1]);
  expect(ids(first)).toEqual(['a', 'b']);
  const third = merger.merge(second, [syntheticRow({ id: 'c', query: 'later' })]);
  expect(ids(third)).toEqual(['a', 'b', 'c']);
  expect(third[2]?.query).toBe('later');
});

test('a row that comes twice in one event counts once, as it was last', () => {
  const merger = createRowMerger();
  const rows = merger.merge(merger.start([]), [
    syntheticRow({ id: 'a', query: 'one' }),
    syntheticRow({ id: 'a', query: 'two' }),
  ]);
  expect(rows.map(({ query }) => query)).toEqual(['two']);
});

test('nothing changed is the same list', () => {
  const merger = createRowMerger();
  const rows = merger.start([syntheticRow({ id: 'a' })]);
  expect(merger.merge(rows, [])).toBe(rows);
});

test('a table that was begun anew forgets where rows were', () => {
  const merger = createRowMerger();
  merger.start([syntheticRow({ id: 'a' }), syntheticRow({ id: 'b' })]);
  const rows = merger.start([]);
  expect(ids(merger.merge(rows, [syntheticRow({ id: 'b' })]))).toEqual(['b']);
});
