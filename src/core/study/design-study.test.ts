import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../settings/settings';
import { designStudy } from './design-study';
import { effectiveSettings } from './effective-settings';
import { gridsFault, parseGrids } from './grid-names';

const FACTS = { withNegatives: 9, withSynthetic: 9, withCot: 9, paradigms: [], noAlignment: null };
const settings = (change: Partial<Settings>): Settings => ({ ...defaultSettings(), ...change });
const names = (change: Partial<Settings>, facts: Partial<Parameters<typeof designStudy>[1]> = {}) =>
  designStudy(settings(change), { ...FACTS, ...facts }).rows.map(({ id, run }) =>
    id === run ? id : `${id} = ${run}`,
  );

test('names of grids', () => {
  expect(parseGrids(' forms, views')).toEqual(['views', 'forms']);
  expect(gridsFault('views,x')).toContain('no grid named "x"');
  expect(gridsFault(' ')).toContain('no grid is named');
});

test('all views, aligned where there are preferences; the forms share a run with them', () => {
  expect(names({ studyGrids: 'views,forms,losses' })).toEqual([
    ...['views:labels', 'views:cot', 'views:pair', 'views:both', 'views:aligned'],
    ...['forms:out = views:both', 'forms:in'],
    ...['losses:infonce', 'losses:snn', 'losses:distill = views:both'],
  ]);
  const none = designStudy(settings({ studyGrids: 'views' }), { ...FACTS, noAlignment: 'no preferences.' });
  expect(designStudy(settings({ seed: 5 }), FACTS).seeds).toEqual([5, 6, 7]);
  expect(none.rows.map(({ id }) => id)).not.toContain('views:aligned');
  expect(none.notes).toEqual(['"+ both, aligned" is left out: no preferences.']);
});

test('what no row has makes no variant, and a note says so', () => {
  const designed = (facts: Partial<Parameters<typeof designStudy>[1]>) =>
    designStudy(settings({ studyGrids: 'views,forms' }), { ...FACTS, ...facts });
  const ids = (facts: Partial<Parameters<typeof designStudy>[1]>) => designed(facts).rows.map(({ id }) => id);
  expect(ids({ withCot: 0 })).toEqual([
    ...['views:labels', 'views:pair', 'views:aligned'],
    ...['forms:out', 'forms:in'],
  ]);
  expect(designed({ withCot: 0 }).notes).toEqual([
    '"+ chain of thought" and "+ both" are left out: no training row has a chain of thought.',
  ]);
  expect(ids({ withSynthetic: 0, noAlignment: 'x' })).toEqual([
    ...['views:labels', 'views:cot', 'forms:out', 'forms:in'],
  ]);
  const plain = designed({ withCot: 0, withSynthetic: 0 });
  expect(plain.rows.map(({ id, name }) => [id, name])).toEqual([
    ['views:labels', 'Labels only'],
    ['views:aligned', 'Labels only, aligned'],
  ]);
  expect(plain.notes).toEqual([
    expect.stringMatching(/^"\+ chain of thought", "\+ synthetic pair" and "\+ both" are left out/),
    expect.stringMatching(/^The grid of forms is left out/),
  ]);
  expect(designed({ withNegatives: 0 }).notes).toEqual([
    '"+ synthetic pair" is the synthetic passage alone: no training row has a negative.',
  ]);
});

test('the form makes no run of its own where no row has a synthetic text that is used', () => {
  const key = (change: Partial<Settings>, facts = FACTS) => effectiveSettings(settings(change), facts, false);
  const labels = { loss: 'distill', views: 'labels' } as const;
  expect(key({ ...labels, form: 'in' })).toBe(key({ ...labels, form: 'out' }));
  const all = { loss: 'distill', views: 'all' } as const;
  expect(key({ ...all, form: 'in' })).not.toBe(key({ ...all, form: 'out' }));
  const none = { ...FACTS, withSynthetic: 0, withCot: 0 };
  expect(key({ ...all, form: 'in' }, none)).toBe(key({ ...all, form: 'out' }, none));
});

test('paradigms, alone and mixed with those of people, where the rows say so', () => {
  const paradigms = [
    { name: 'human', rows: 5 },
    { name: 'zero-shot', rows: 9 },
  ];
  expect(names({ studyGrids: 'paradigms' }, { paradigms })).toEqual([
    'paradigms:human:1',
    'paradigms:zero-shot:1',
    'paradigms:human:1,zero-shot:1',
    'paradigms:human:1,zero-shot:3',
  ]);
  const { notes } = designStudy(settings({ studyGrids: 'paradigms' }), { ...FACTS, paradigms });
  expect(notes).toEqual([expect.stringContaining('differ in the rows of an epoch and in steps')]);
  const plain = designStudy(settings({ studyGrids: 'paradigms' }), {
    ...FACTS,
    paradigms: [{ name: 'not stated', rows: 3 }],
  });
  expect([plain.rows, plain.notes[0]]).toEqual([[], expect.stringContaining('no training row says')]);
});

test('only settings that decide the figures of a run make it another run', () => {
  const key = (change: Partial<Settings>, aligned = true): string =>
    effectiveSettings(settings(change), FACTS, aligned);
  const first = key({});
  for (const change of [
    ...[{ judgeTop: 3 }, { llmModel: 'x' }, { synthesisRows: 9 }, { studySeeds: 4 }, { mineMax: 77 }],
    { precision: 'F16' },
  ] as const)
    expect([change, key(change)]).toEqual([change, first]);
  for (const change of [
    ...[{ titles: !settings({}).titles }, { maxLength: 77 }, { temperature: 0.07 }, { batch: 9 }, { k: 5 }],
    ...[{ klWeight: 0.5 }, { goldAnchor: true }, { alignLoss: 'bradley-terry' }, { alignLr: 1e-6 }],
    ...[{ maskFalseNegatives: false }, { halfActivations: true }, { warmup: 0.3 }, { freezeLayers: 1 }],
    ...[{ mix: 'human=1' }, { loadBest: !settings({}).loadBest }, { mineFirst: true }, { ties: 'expected' }],
  ] as const)
    expect([change, key(change) === first]).toEqual([change, false]);
  expect(key({ klWeight: 0.5 }, false)).toBe(key({}, false));
});
