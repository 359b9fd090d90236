import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { NumberTable } from './number-table';

const SEED = 3;

test(`a table holds what a Map holds (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  const [table, map] = [new NumberTable(), new Map<number, number>()];
  for (let i = 0; i < 20_000; i++) {
    const key = Math.floor(random.next() * (i % 2 === 0 ? 5000 : Number.MAX_SAFE_INTEGER));
    expect(table.enter(key, i)).toBe(map.get(key));
    if (!map.has(key)) map.set(key, i);
    if (i % 3 === 0) {
      table.set(key, i + 1);
      map.set(key, i + 1);
    }
  }
  expect(table.size).toBe(map.size);
  expect([...table.values()]).toEqual([...map.values()]);
});
