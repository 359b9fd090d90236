import { expect, test } from 'vitest';
import { poolPassages } from './passage-pool';
import type { TrainingRow } from './training-row';

const rows: readonly TrainingRow[] = Array.from({ length: 100 }, (_, i) => ({
  file: 'f.jsonl',
  line: i + 1,
  query: `q${i}`,
  positives: [`positive ${i}`],
  negatives: [`negative ${i}`],
  ...(i === 0 ? { positiveIds: ['doc'] } : {}),
}));
const keep = Int32Array.of(3, 99);

test('a pool with a bound has the positives that must be there and as many others as there is room for', () => {
  const pool = poolPassages(rows, { keep, most: 20, seed: 1 });
  expect(pool.corpus).toHaveLength(20);
  expect(pool.passages).toBe(200);
  expect(pool.idOf('Positive 3')).toBe('p7');
  expect(pool.idOf('positive 99')).toBe('p199');
  expect(new Set(pool.corpus.map(({ id }) => id)).size).toBe(20);
  for (const { id, text } of pool.corpus) expect(pool.idOf(text)).toBe(id);
});

test('the seed draws the others; ids are those that the whole pool has', () => {
  const [first, again, other] = [1, 1, 2].map((seed) => poolPassages(rows, { keep, most: 20, seed }).corpus);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const whole = new Map(
    poolPassages(rows, { keep, most: 0, seed: 1 }).corpus.map(({ id, text }) => [id, text]),
  );
  expect(whole.size).toBe(200);
  for (const { id, text } of first ?? []) expect(whole.get(id)).toBe(text);
});

test('positives that must be there are, however small the bound', () => {
  expect(poolPassages(rows, { keep, most: 1, seed: 1 }).corpus.map(({ id }) => id)).toEqual(['p7', 'p199']);
});
