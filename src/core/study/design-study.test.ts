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

test('views that no row has make no difference', () => {
  expect(names({ studyGrids: 'views' }, { withCot: 0, noAlignment: 'x' })).toEqual([
    'views:labels',
    'views:cot = views:labels',
    'views:pair',
    'views:both = views:pair',
  ]);
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
