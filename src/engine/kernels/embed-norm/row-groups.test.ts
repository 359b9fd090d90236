import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random/random';
import { groupRows } from './row-groups';

test('rows of an id stand together, in their order; rows past the end are left out', () => {
  const { count, lists } = groupRows(Int32Array.of(4, 1, 4, 0, 4, 0), 5, 6, 6);
  expect(count).toBe(3);
  expect([...lists.subarray(0, 5)]).toEqual([3, 1, 0, 2, 4]);
  expect([...lists.subarray(6, 9)]).toEqual([0, 1, 4]);
  expect([...lists.subarray(12, 16)]).toEqual([0, 1, 2, 5]);
});

test('no rows, no groups', () => {
  const { count, lists } = groupRows(new Int32Array(4), 0, 3, 4);
  expect([count, lists[8]]).toEqual([0, 0]);
});

test('every row occurs once, in the group of its id (seed 5)', () => {
  const random = createRandom(5);
  const ids = Int32Array.from({ length: 300 }, () => random.int(40));
  const { count, lists } = groupRows(ids, 300, 50, 512);
  const seen: number[] = [];
  for (let group = 0; group < count; group++) {
    const rows = [...lists.subarray(lists[1024 + group], lists[1024 + group + 1])];
    expect(rows.map((row) => ids[row])).toEqual(rows.map(() => lists[512 + group]));
    seen.push(...rows);
  }
  expect(seen.sort((a, b) => a - b)).toEqual([...ids.keys()]);
});
