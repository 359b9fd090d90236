import { expect, test } from 'vitest';
import { fakeStoredRun } from '../client/fake-stored-runs';
import { sortRuns, type RunColumn } from './sort-runs';

const runs = [0, 1, 2].map((at) => fakeStoredRun(at).summary);
const unmeasured = { ...fakeStoredRun(3).summary, sets: [] };
const order = (column: RunColumn, descending: boolean) =>
  sortRuns([...runs, unmeasured], { column, descending })
    .map(({ id }) => id.slice(-1))
    .join('');

test('sorts by name, date and figures, without figures last', () => {
  expect(order('name', false)).toBe('0123');
  expect(order('date', true)).toBe('3210');
  expect(order('metric', true)).toBe('2103');
  expect(order('metric', false)).toBe('0123');
});

test('equal runs are newest first', () => {
  expect(order('loss', false)).toBe('3210');
  expect(order('change', true)).toBe('2103');
  expect(order('outside', false)).toBe('2103');
});
