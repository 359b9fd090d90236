import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { defaultSettings, type Settings } from '../settings/settings';
import { compare } from '../significance/compare';
import { holm } from '../significance/holm';
import { meanInterval } from '../significance/mean-interval';
import { designStudy } from './design-study';
import { meanOverSeeds, pairSeeds, spreadOf } from './seed-statistics';
import type { StudyCell } from './study-cell';
import { StudyTabulator, usualReference } from './tabulate-study';

const FACTS = {
  withNegatives: 9,
  withSynthetic: 9,
  withCot: 9,
  paradigms: [],
  noAlignment: 'there are no preferences.',
};
const settings: Settings = { ...defaultSettings(), studyGrids: 'views,forms', studySeeds: 2 };
const design = designStudy(settings, FACTS);
const RUNS = [...design.runs.map(({ id }) => id)];
const about = { metric: 'nDCG@10', seed: 1 };

function cell(run: string, seed: number | null, values: readonly (readonly number[])[]): StudyCell {
  const sets = values.map((own, at) => ({
    name: `set ${String(at)}`,
    split: 'test',
    role: at === 0 ? ('in' as const) : ('out' as const),
    passages: 10,
    questions: String(at),
    values: own,
  }));
  return {
    key: `${run} ${String(seed)}`,
    run,
    seed,
    metric: 'nDCG@10',
    seconds: 2,
    rows: 6,
    steps: 1,
    bestStep: 1,
    notes: [],
    sets,
  };
}

/** Every run and seed on two sets of 12 and 9 queries (seed 7). */
function fullStudy(): StudyCell[] {
  const random = createRandom(7);
  const draw = () =>
    [12, 9].map((count) => Array.from({ length: count }, () => Math.round(random.next() * 8) / 8));
  return [
    cell('bm25', null, draw()),
    cell('untouched', null, draw()),
    ...RUNS.flatMap((run) => [1, 2].map((seed) => cell(run, seed, draw()))),
  ];
}

test('means over seeds, their spread and their pairs, by hand', () => {
  const seeds = [
    { seed: 1, values: [0.5, 1, 0] },
    { seed: 2, values: [1, 0.5, 0.5] },
  ];
  expect(meanOverSeeds(seeds)).toEqual([0.75, 0.75, 0.25]);
  const spread = spreadOf(seeds);
  expect(spread?.means.map(({ mean }) => mean)).toEqual([0.5, 2 / 3]);
  // Two values: sd is their distance over the root of 2.
  expect(spread?.sd).toBeCloseTo(1 / 6 / Math.SQRT2, 12);
  expect([spread?.min, spread?.max]).toEqual([0.5, 2 / 3]);
  expect(spreadOf(seeds.slice(0, 1))?.sd).toBe(0);
  expect(spreadOf([{ seed: null, values: [1] }])).toBeNull();
  const paired = pairSeeds(seeds, [{ seed: 2, values: [0, 0, 0] }]);
  expect(paired.a.map(({ seed }) => seed)).toEqual([2]);
  expect(pairSeeds(seeds, [{ seed: null, values: [0, 0, 0] }]).a).toHaveLength(2);
  expect(() => meanOverSeeds([])).toThrow('no seed');
  expect(() => meanOverSeeds([...seeds, { seed: 3, values: [1] }])).toThrow('not measured on the same');
});

test('every figure of the table is what the plain statistics give (seed 7)', () => {
  const cells = fullStudy();
  const table = new StudyTabulator(design, about).table(cells, 'views:labels');
  const valuesOf = (run: string, set: number): number[] => {
    const own = cells.filter((one) => one.run === run).map(({ sets }) => sets[set]?.values ?? []);
    return (own[0] ?? []).map(
      (_, q) => own.reduce((sum, values) => sum + (values[q] ?? NaN), 0) / own.length,
    );
  };
  const others = ['bm25', 'untouched', ...RUNS].filter((run) => run !== 'views:labels');
  const pairs = others.flatMap((run) => [0, 1].map((set) => [run, set] as const));
  const deltas = pairs.map(([run, set]) => compare(valuesOf('views:labels', set), valuesOf(run, set), 1));
  const adjusted = holm(deltas.map(({ p }) => p));
  for (const [at, [run, set]] of pairs.entries()) {
    const figure = table.rows.find(({ id }) => id === run)?.figures[set];
    expect(figure).toMatchObject({ ...meanInterval(valuesOf(run, set), 1), delta: deltas[at] });
    expect(figure?.adjustedP).toBe(adjusted[at]);
  }
  expect(table.comparisons).toBe(pairs.length);
  expect(table.sets.map(({ role, queries }) => [role, queries])).toEqual([
    ['in', 12],
    ['out', 9],
  ]);
});

test('the reference has no difference; rows that are one run have the same figures and count once', () => {
  const table = new StudyTabulator(design, about).table(fullStudy(), usualReference(design));
  const row = (id: string) => table.rows.find((one) => one.id === id);
  expect(table.reference).toBe('views:labels');
  expect(row('views:labels')?.figures.map((figure) => figure?.delta)).toEqual([null, null]);
  expect(row('forms:out')).toMatchObject({ sameAs: 'views: + both', figures: row('views:both')?.figures });
  expect(() => new StudyTabulator(design, about).table([], 'nothing')).toThrow('no row "nothing"');
});

test('a table under way compares the seeds that both rows have, whatever the order of the cells', () => {
  const cells = fullStudy();
  const without = cells.filter(({ run, seed }) => run !== 'forms:in' || seed === 2);
  const tabulator = new StudyTabulator(design, about);
  const figure = tabulator.table(without, 'views:labels').rows.at(-1)?.figures[0];
  const of = (run: string) => cells.find((one) => one.run === run && one.seed === 2)?.sets[0]?.values ?? [];
  expect(figure?.delta).toEqual(compare(of('views:labels'), of('forms:in'), 1));
  expect(tabulator.table(cells.toReversed(), 'views:labels')).toEqual(
    new StudyTabulator(design, about).table(cells, 'views:labels'),
  );
});
