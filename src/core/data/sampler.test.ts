import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { textKey } from '../text/text-key';
import { createSampler } from './sampler';
import type { TrainingRow } from './training-row';

function row(query: string, positive: string, negatives: string[] = [], synthetic?: string): TrainingRow {
  const views = synthetic === undefined ? {} : { synthetic: { text: synthetic, verified: true } };
  return { file: 'f', line: 1, query, positives: [positive], negatives, ...views };
}

function textsOf({ query, positives, negatives, synthetic }: TrainingRow): Set<string> {
  const passages = [...positives, ...negatives, ...(synthetic ? [synthetic.text] : [])];
  return new Set([`q${textKey(query)}`, ...passages.map((text) => `p${textKey(text)}`)]);
}

/** Texts that stand in two rows of one batch. */
function conflicts(rows: readonly TrainingRow[], batches: readonly number[][]): number {
  let found = 0;
  for (const batch of batches) {
    const seen = new Set<string>();
    for (const index of batch) {
      const item = rows[index];
      if (!item) throw new Error(`row ${index} does not exist`);
      for (const text of textsOf(item)) {
        if (seen.has(text)) found++;
        seen.add(text);
      }
    }
  }
  return found;
}

function expectEachOnce(batches: readonly number[][], rows: number): void {
  expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
}

test.each([
  [0, 4, []],
  [1, 4, [1]],
  [3, 4, [3]],
  [8, 4, [4, 4]],
  [9, 4, [4, 5]],
  [10, 4, [4, 4, 2]],
  [5, 2, [2, 3]],
])('%i rows in batches of %i: sizes %j', (count, batch, sizes) => {
  const rows = Array.from({ length: count }, (_, i) => row(`q${i}`, `p${i}`));
  const sampler = createSampler({ rows, batch, seed: 1 });
  const batches = sampler.epoch(0);
  expect(batches.map((items) => items.length)).toEqual(sizes);
  expect(sampler.batches).toBe(sizes.length);
  expectEachOnce(batches, count);
});

test('one query repeated 1,000 times terminates, every row once', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => row('the same', `p${i}`));
  const batches = createSampler({ rows, batch: 32, seed: 1 }).epoch(0);
  expectEachOnce(batches, 1000);
  expect(batches).toHaveLength(32);
});

test('the same seed and epoch give the same batches, another epoch others', () => {
  const rows = Array.from({ length: 100 }, (_, i) => row(`q${i % 50}`, `p${i}`));
  const make = (seed: number) => createSampler({ rows, batch: 8, seed });
  expect(make(3).epoch(1)).toEqual(make(3).epoch(1));
  expect(make(3).epoch(1)).not.toEqual(make(3).epoch(2));
  expect(make(3).epoch(1)).not.toEqual(make(4).epoch(1));
});

test('queries that differ only in case and spaces count as one; passages meet across roles', () => {
  const rows = [
    row('Where is it', 'a'),
    row('where  is IT ', 'b'),
    row('x', 'shared'),
    row('y', 'c', ['Shared']),
    row('z', 'd', [], 'e'),
    row('w', 'e'),
  ];
  for (let epoch = 0; epoch < 20; epoch++) {
    const batches = createSampler({ rows, batch: 3, seed: 1 }).epoch(epoch);
    expect(conflicts(rows, batches)).toBe(0);
  }
});

test('fuzz, seed 21: every query in as many rows as there are batches still never meets itself', () => {
  const random = createRandom(21);
  for (let round = 0; round < 50; round++) {
    const batchCount = 2 + random.int(8);
    const queries = 2 + random.int(12);
    const rows = Array.from({ length: batchCount * queries }, (_, i) => row(`q${i % queries}`, `p${i}`));
    const batches = createSampler({ rows, batch: queries, seed: round }).epoch(round);
    expectEachOnce(batches, rows.length);
    expect(conflicts(rows, batches)).toBe(0);
  }
});

test('fuzz, seed 22: any data set, every row once, far fewer conflicts than by chance', () => {
  const random = createRandom(22);
  let ours = 0;
  let byChance = 0;
  for (let round = 0; round < 200; round++) {
    const kinds = 1 + random.int(40);
    const pick = () => `t${random.int(kinds)}`;
    const rows = Array.from({ length: random.int(60) }, () =>
      row(pick(), pick(), random.int(2) ? [pick()] : [], random.int(2) ? pick() : undefined),
    );
    const batch = 2 + random.int(10);
    const batches = createSampler({ rows, batch, seed: round }).epoch(0);
    expectEachOnce(batches, rows.length);
    expect(batches.length === 1 || batches.every((items) => items.length >= 2)).toBe(true);
    const plain = createRandom(round).shuffle(rows.map((_, i) => i));
    const naive = Array.from({ length: Math.ceil(rows.length / batch) }, (_, i) =>
      plain.slice(i * batch, (i + 1) * batch),
    );
    ours += conflicts(rows, batches);
    byChance += conflicts(rows, naive);
  }
  expect(ours).toBeLessThan(0.8 * byChance);
});

test(
  '200,000 rows with shared queries, passages and a popular negative take seconds',
  { timeout: 20_000 },
  () => {
    const rows = Array.from({ length: 200_000 }, (_, i) =>
      row(`query ${i % 90_000}`, `passage ${i % 70_000}`, [`negative ${i % 1000 < 5 ? 0 : i}`]),
    );
    const batches = createSampler({ rows, batch: 32, seed: 1 }).epoch(0);
    expect(conflicts(rows, batches)).toBe(0);
  },
);
