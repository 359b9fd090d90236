import { expect, test } from 'vitest';
import type { TrainingRow } from '../data/training-row';
import { createPause } from '../formats/pause';
import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { collectTexts } from './collect-texts';
import { compareEmbeddings, energyShare } from './compare-embeddings';
import { compareLengths, ksDistance } from './compare-lengths';
import { compareVocabularies } from './compare-vocabularies';
import { jensenShannon } from './jensen-shannon';
import { logOdds } from './log-odds';
import { nameGroup } from './text-group';

const pause = createPause(undefined);
const given = { seed: 3, pause };

const ROWS: readonly TrainingRow[] = Array.from({ length: 30 }, (_, i) => ({
  file: `${i % 2}.jsonl`,
  line: i,
  query: `query ${i % 20}`,
  positives: [`passage ${i}`],
  negatives: [],
  synthetic: { text: `synthetic ${i}`, verified: true },
  ...(i < 10 ? { paradigm: 'human' } : {}),
}));

const SOURCES = {
  rows: ROWS,
  titles: true,
  evaluations: [
    {
      name: 'support',
      splits: [
        {
          name: 'test',
          corpus: [{ id: 'd', title: 'Title', text: 'text' }],
          queries: [{ id: 'q', text: 'asked' }],
          qrels: new Map<string, ReadonlyMap<string, number>>(),
        },
      ],
    },
  ],
};

test('groups are the different texts of rows, of a paradigm, of a file, or of an evaluation set', async () => {
  const collect = (...groups: Parameters<typeof collectTexts>[0]) =>
    collectTexts(groups, SOURCES, { ...given, most: 100 });
  const [queries, human] = await collect(
    { from: 'rows', texts: 'queries' },
    { from: 'rows', texts: 'synthetic', paradigm: 'human' },
  );
  expect(queries).toMatchObject({ name: 'Training queries', distinct: 20 });
  expect(human.texts).toEqual(Array.from({ length: 10 }, (_, i) => `synthetic ${i}`));
  const [unstated, file] = await collect(
    { from: 'rows', texts: 'positives', paradigm: 'not stated' },
    { from: 'rows', texts: 'positives', file: '1.jsonl' },
  );
  expect([unstated.distinct, file.distinct]).toEqual([20, 15]);
  const [asked, corpus] = await collect(
    { from: 'set', set: 'support', texts: 'queries' },
    { from: 'set', set: 'support', texts: 'passages' },
  );
  expect([asked.texts, corpus.texts]).toEqual([['asked'], ['Title text']]);
  await expect(
    collect({ from: 'set', set: 'other', texts: 'queries' }, { from: 'rows', texts: 'queries' }),
  ).rejects.toThrow(InputError);
  expect(nameGroup({ from: 'rows', texts: 'queries', paradigm: 'human' })).toBe('Training queries, human');
});

test('of too many texts every one is drawn about as often (seeds 0 to 399)', async () => {
  const drawn = new Map<string, number>();
  for (let seed = 0; seed < 400; seed++) {
    const groups = [
      { from: 'rows', texts: 'queries' },
      { from: 'rows', texts: 'queries' },
    ] as const;
    const [{ texts, distinct }] = await collectTexts(groups, SOURCES, { pause, seed: 7919 * seed, most: 5 });
    expect([texts.length, new Set(texts).size, distinct]).toEqual([5, 5, 20]);
    for (const text of texts) drawn.set(text, (drawn.get(text) ?? 0) + 1);
  }
  expect(drawn.size).toBe(20);
  // 100 each are expected; 50 and 150 are six standard deviations away.
  for (const count of drawn.values()) expect(Math.abs(count - 100)).toBeLessThan(50);
});

test("the Kolmogorov-Smirnov distance is SciPy's, and that of a direct count (fuzz, seed 41)", () => {
  expect(ksDistance(Float64Array.of(1, 2, 2, 5, 9), Float64Array.of(2, 3, 5, 7, 8, 10))).toBeCloseTo(
    13 / 30,
    12,
  );
  const random = createRandom(41);
  for (let round = 0; round < 200; round++) {
    const [a, b] = [1 + random.int(12), 1 + random.int(12)].map((count) =>
      Float64Array.from({ length: count }, () => random.int(8)).sort(),
    );
    if (!a || !b) throw new Error('two samples');
    const below = (values: Float64Array, at: number): number =>
      values.filter((value) => value <= at).length / values.length;
    const direct = Math.max(...Array.from({ length: 8 }, (_, at) => Math.abs(below(a, at) - below(b, at))));
    expect(ksDistance(a, b)).toBeCloseTo(direct, 12);
  }
});

test('histograms are shares of each group, with one width for both', () => {
  const lengths = compareLengths([1, 2, 3, 40], [5, 5, 6]);
  expect(lengths.width).toBe(2);
  for (const bins of [lengths.a, lengths.b])
    expect(bins.reduce((sum, bin) => sum + bin, 0)).toBeCloseTo(1, 12);
  expect(lengths.a.slice(0, 3)).toEqual([0.25, 0.5, 0]);
  expect([lengths.mean, lengths.median]).toEqual([
    [11.5, 16 / 3],
    [3, 5],
  ]);
});

test("the Jensen-Shannon divergence is SciPy's; 0 for the same words, 1 for none in common", () => {
  const of = (...counts: number[]): Float64Array => Float64Array.from(counts);
  expect(jensenShannon(of(1, 2, 0, 5), of(4, 0, 1, 3))).toBeCloseTo(0.2971804688852168, 12);
  expect(jensenShannon(of(1, 2), of(2, 4))).toBe(0);
  expect(jensenShannon(of(1, 0), of(0, 3))).toBe(1);
});

test('log-odds: signs, symmetry, and equal shares at nothing', () => {
  const [a, b] = [Float64Array.of(50, 10, 40), Float64Array.of(10, 50, 40)];
  const [first = 0, second = 0, same] = logOdds(a, b);
  expect(first).toBeGreaterThan(1.96);
  expect(second).toBeCloseTo(-first, 12);
  expect(same).toBe(0);
  // By hand: prior 500 * 60 / 200 = 150, so (200 / 400) against (160 / 440), over the root of 1/200 + 1/160.
  expect(first).toBeCloseTo((Math.log(200 / 400) - Math.log(160 / 440)) / Math.sqrt(1 / 200 + 1 / 160), 12);
});

test('vocabularies: counts, overlap, and the words that stand out', async () => {
  const a = Array.from({ length: 60 }, (_, i) => `please charge the battery ${i % 6}`);
  const b = Array.from({ length: 60 }, (_, i) => `motor noise of the battery ${i % 6}`);
  const found = await compareVocabularies(a, b, given);
  expect(found).toMatchObject({ types: [10, 11], tokens: [300, 360], unknown: [0.4, 0.5] });
  expect(found.jaccard).toBeCloseTo(8 / 13, 12);
  expect(found.divergence.value).toBeGreaterThan(found.divergence.chance);
  expect(found.typical[0].map(({ word }) => word)).toEqual(['please', 'charge']);
  expect(found.typical[1].map(({ word }) => word).sort()).toEqual(['motor', 'noise', 'of']);
});

/** The energy distance squared, by its definition. */
function directEnergy(a: readonly number[], b: readonly number[]): { energy: number; across: number } {
  const mean = (xs: readonly number[], ys: readonly number[]): number =>
    xs.flatMap((x) => ys.map((y) => Math.abs(x - y))).reduce((sum, d) => sum + d, 0) /
    (xs.length * ys.length);
  return { energy: 2 * mean(a, b) - mean(a, a) - mean(b, b), across: 2 * mean(a, b) };
}

test("the energy distance is SciPy's, and its definition's on any order of members (fuzz, seed 42)", () => {
  // scipy.stats.energy_distance([0, 0, 0, 8], [0, 8]) is 1.
  expect(directEnergy([0, 0, 0, 8], [0, 8]).energy).toBeCloseTo(1, 12);
  const random = createRandom(42);
  for (let round = 0; round < 100; round++) {
    const [n, m] = [1 + random.int(6), 1 + random.int(6)];
    const values = Array.from({ length: n + m }, () => random.int(20));
    const order = Int32Array.from(random.shuffle(values.map((_, i) => i)));
    const distances = Float32Array.from(values.flatMap((x) => values.map((y) => Math.abs(x - y))));
    const at = (i: number): number => values[i] ?? 0;
    const { energy, across } = directEnergy([...order.slice(0, n)].map(at), [...order.slice(n)].map(at));
    expect(energyShare(distances, order, n)).toBeCloseTo(across === 0 ? 0 : energy / across, 6);
  }
});

function cloud(count: number, shift: number, seed: number) {
  const random = createRandom(seed);
  const width = 8;
  const values = Float32Array.from(
    { length: count * width },
    (_, i) => random.normal() + (i % width === 0 ? shift : 0),
  );
  return { count, width, values };
}

test('embeddings of one distribution mostly stay within chance (seeds 100 to 139); a shift does not', async () => {
  let beyond = 0;
  for (let seed = 100; seed < 140; seed++) {
    const { energy } = await compareEmbeddings(cloud(20, 0, seed), cloud(30, 0, seed + 1000), given);
    if (energy.value > energy.chance) beyond++;
  }
  expect(beyond).toBeLessThanOrEqual(6); // 2 are expected
  const shifted = await compareEmbeddings(cloud(40, 2, 1), cloud(40, 0, 2), given);
  expect(shifted.energy.value).toBeGreaterThan(2 * shifted.energy.chance);
  expect(shifted.means.value).toBeGreaterThan(shifted.means.chance);
  expect(shifted.texts).toEqual([40, 40]);
});
