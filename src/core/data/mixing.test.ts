import { expect, test } from 'vitest';
import { createPause } from '../formats/pause';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { mixGroups, planMix } from './mixing';
import { formatMix, mixFault, parseMix } from './mixing-ratios';
import { shareOut } from './mixing-quotas';
import { createRotation } from './mixing-rotation';
import { groupRows } from './row-groups';
import { createSampler } from './sampler';
import type { TrainingRow } from './training-row';

const pause = createPause(undefined);

function row(i: number, paradigm: string | undefined, query = `q${i}`, positive = `p${i}`): TrainingRow {
  const made = paradigm === undefined ? {} : { paradigm };
  return { file: `${i % 3}.jsonl`, line: i, query, positives: [positive], negatives: [], ...made };
}

/** Rows by the counts of their groups. */
function rowsOf(counts: Readonly<Record<string, number>>): TrainingRow[] {
  const names = Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name));
  return names.map((name, i) => row(i, name));
}

test('rows are grouped by how they were made, those that do not say it too, and by file', async () => {
  const rows = [row(0, 'human'), row(1, undefined), row(2, 'zero-shot'), row(3, 'human')];
  expect(await groupRows(rows, 'paradigm', pause)).toEqual({
    groups: [
      { name: 'human', rows: 2 },
      { name: 'not stated', rows: 1 },
      { name: 'zero-shot', rows: 1 },
    ],
    ofRow: Int32Array.of(0, 1, 2, 0),
  });
  expect((await groupRows(rows, 'file', pause)).groups.map(({ name }) => name)).toEqual([
    '0.jsonl',
    '1.jsonl',
    '2.jsonl',
  ]);
});

test('ratios are read and written; names may hold commas, colons and per cent signs', () => {
  expect([...parseMix(' human:1 , zero-shot:2.5,')]).toEqual([
    ['human', 1],
    ['zero-shot', 2.5],
  ]);
  expect(parseMix('').size).toBe(0);
  const odd = new Map([
    ['a,b:c', 1],
    ['100 %2C', 0.5],
  ]);
  expect(parseMix(formatMix(odd))).toEqual(odd);
});

test.each([
  ['human', 'is not a group and its ratio'],
  [':1', 'is not a group and its ratio'],
  ['human:', 'is not a group and its ratio'],
  ['human:much', 'the ratio of "human" is not a number from 0'],
  ['human:-1', 'the ratio of "human" is not a number from 0'],
  ['human:1,human:2', '"human" has two ratios'],
  ['human:0,zero-shot:0', 'nothing would be left'],
])('the mix "%s" is refused', (text, reason) => {
  expect(mixFault(text)).toContain(reason);
  expect(() => parseMix(text)).toThrow(InputError);
});

test('an epoch uses the scarcest group whole and of the others what the ratios permit', () => {
  const groups = [
    { name: 'human', rows: 120 },
    { name: 'zero-shot', rows: 640 },
    { name: 'few-shot', rows: 50 },
    { name: 'other', rows: 9 },
  ];
  const ratios = new Map([
    ['human', 1],
    ['zero-shot', 2],
    ['few-shot', 0],
  ]);
  expect(mixGroups(groups, ratios).map(({ perEpoch }) => perEpoch)).toEqual([120, 240, 0, 0]);
  const { notes } = planMix({ groups, ofRow: new Int32Array(819) }, ratios);
  expect(notes).toEqual([
    'Mix: an epoch has 360 rows, 120 "human" (33 %), 240 "zero-shot" (67 %). Rows take turns over the epochs where ' +
      'there are more: the 640 of "zero-shot". Left out: 50 of "few-shot", 9 of "other".',
  ]);
});

test('a ratio of a group without rows names the groups there are', () => {
  const given = { groups: [{ name: 'human', rows: 2 }], ofRow: new Int32Array(2) };
  expect(() => planMix(given, new Map([['humans', 1]]))).toThrow(
    'there are no rows of "humans" to train on. There are rows of "human" (2 rows).',
  );
});

test('fuzz, seed 31: rotation has no row twice an epoch, and none again before all were used', () => {
  const random = createRandom(31);
  for (let round = 0; round < 200; round++) {
    const count = 1 + random.int(30);
    const perEpoch = 1 + random.int(count);
    const rows = Int32Array.from({ length: count }, (_, i) => 3 * i);
    const epochs = 3 * Math.ceil(count / perEpoch) + 2;
    const make = () => createRotation(rows, perEpoch, round);
    const rotation = make();
    const drawn = Array.from({ length: epochs }, (_, n) => rotation.epoch(n));
    for (const epoch of drawn) expect(new Set(epoch).size).toBe(perEpoch);
    const all = drawn.flatMap((epoch) => [...epoch]);
    for (let from = 0; from + count <= all.length; from += count)
      expect(new Set(all.slice(from, from + count)).size).toBe(count);
    // Asked for in any order, an epoch is the same.
    const n = random.int(epochs);
    expect(make().epoch(n)).toEqual(drawn[n]);
    expect(rotation.epoch(n)).toEqual(drawn[n]);
  }
});

test('fuzz, seed 32: every batch is at most a row from its share, every group is shared out whole', () => {
  const random = createRandom(32);
  for (let round = 0; round < 300; round++) {
    const perEpoch = Array.from({ length: 1 + random.int(5) }, () => random.int(40));
    const total = perEpoch.reduce((sum, rows) => sum + rows, 0);
    const batch = 2 + random.int(12);
    const sizes = Array.from({ length: Math.ceil(total / batch) }, (_, i) =>
      Math.min(batch, total - i * batch),
    );
    const quotas = shareOut(sizes, perEpoch);
    quotas.forEach((quota, at) => {
      expect(quota.reduce((sum, rows) => sum + rows, 0)).toBe(sizes[at]);
      quota.forEach((rows, group) => {
        const share = ((sizes[at] ?? 0) * (perEpoch[group] ?? 0)) / total;
        expect(Math.abs(rows - share)).toBeLessThanOrEqual(1);
      });
    });
    perEpoch.forEach((rows, group) => {
      expect(quotas.reduce((sum, quota) => sum + (quota[group] ?? 0), 0)).toBe(rows);
    });
  }
});

test('fuzz, seed 33: mixed batches keep the ratios, repeat no row in an epoch and come round to all rows', async () => {
  const random = createRandom(33);
  for (let round = 0; round < 60; round++) {
    const rows = random.shuffle(rowsOf({ a: 1 + random.int(60), b: 1 + random.int(60), c: random.int(20) }));
    const groups = await groupRows(rows, 'paradigm', pause);
    const ratios = new Map([
      ['a', 1 + random.int(3)],
      ['b', 1 + random.int(3)],
    ]);
    const { mix } = planMix(groups, ratios);
    const sampler = createSampler({ rows, batch: 2 + random.int(10), seed: round, mix });
    const total = mix.perEpoch.reduce((sum, count) => sum + count, 0);
    const seen = new Set<number>();
    const rounds = Math.max(
      ...groups.groups.map(({ rows: count }, g) => count / Math.max(1, mix.perEpoch[g] ?? 0)),
    );
    for (let n = 0; n < Math.ceil(rounds); n++) {
      const batches = sampler.epoch(n);
      expect(batches).toHaveLength(sampler.batches);
      expect(new Set(batches.flat()).size).toBe(total);
      expect(batches.flat()).toHaveLength(total);
      for (const batch of batches) {
        batch.forEach((at) => seen.add(at));
        mix.perEpoch.forEach((count, group) => {
          const found = batch.filter((at) => mix.ofRow[at] === group).length;
          expect(Math.abs(found - (batch.length * count) / total)).toBeLessThanOrEqual(1);
        });
      }
    }
    const usable = rows.filter(({ paradigm }) => paradigm !== 'c').length;
    expect(seen.size).toBe(usable);
  }
});

test('fuzz, seed 34: mixing brings hardly more rows together that share a text than not mixing', async () => {
  const random = createRandom(34);
  const clashes = (rows: readonly TrainingRow[], batches: readonly number[][]): number =>
    batches.reduce((sum, batch) => {
      const texts = batch.flatMap((at) => [`q ${rows[at]?.query}`, `p ${rows[at]?.positives[0]}`]);
      return sum + texts.length - new Set(texts).size;
    }, 0);
  let [mixed, plain, byChance] = [0, 0, 0];
  for (let round = 0; round < 100; round++) {
    const kinds = 12 + random.int(30);
    const rows = Array.from({ length: 30 + random.int(60) }, (_, i) =>
      row(i, random.int(4) === 0 ? 'a' : 'b', `t${random.int(kinds)}`, `u${random.int(kinds)}`),
    );
    const groups = await groupRows(rows, 'paradigm', pause);
    // Every row is in the mix, so both have the same rows to keep apart.
    const ratios = new Map(groups.groups.map(({ name, rows: count }) => [name, count]));
    const { mix } = planMix(groups, ratios);
    const given = { rows, batch: 8, seed: round };
    mixed += clashes(rows, createSampler({ ...given, mix }).epoch(0));
    plain += clashes(rows, createSampler(given).epoch(0));
    const order = random.shuffle(rows.map((_, i) => i));
    byChance += clashes(
      rows,
      Array.from({ length: Math.ceil(rows.length / 8) }, (_, i) => order.slice(8 * i, 8 * i + 8)),
    );
  }
  expect(mixed).toBeLessThan(plain + 0.1 * (byChance - plain));
});
