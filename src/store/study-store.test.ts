import { expect, test, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { fakeStudyTable } from '../client/fake-study';
import { defaultSettings } from '../core/settings/settings';
import { createStudyStore } from './study-store';
import { planWords, rowName, sizeWords, studySummary } from './study-words';

const settings = { ...defaultSettings(), studySeeds: 2 };
const studyOf = (options = {}) => createStudyStore(createClient(fakeEngine(options)));

test('a study is planned, runs, and can be compared with another row', { timeout: 20_000 }, async () => {
  const study = studyOf();
  const plan = await study.plan.open(settings);
  expect(planWords(plan?.cells ?? [], 600)).toBe('10 cells, about 10 min 0 s on this device.');
  await study.start(settings);
  expect(study.getState()).toMatchObject({ phase: 'finished', done: 12, total: 12, fault: null });
  expect(study.files.getState().value?.map(({ name }) => name)).toEqual([
    'study.json',
    'study.csv',
    'study.md',
  ]);
  expect(studySummary(study.getState())).toBe('Finished: 12 of 12 cells.');
  await study.compareWith('untouched');
  const { table } = study.getState();
  expect(table?.reference).toBe('untouched');
  const [first] = table?.rows.filter(({ sameAs }) => sameAs !== null) ?? [];
  expect(table !== null && first && rowName(table, first)).toBe('out: pulls every view');
});

test('a cancelled study keeps its table; a failed one says why', async () => {
  const study = studyOf({ delay: 100 });
  const over = study.start(settings);
  // Seven of the twelve cells are still to come when the page is first told of some.
  await vi.waitUntil(() => study.getState().table !== null, { timeout: 10_000 });
  study.cancel();
  await over;
  expect(study.getState()).toMatchObject({ phase: 'cancelled', fault: null });
  expect(study.getState().table).not.toBeNull();
  const broken = studyOf({ failing: { study: { name: 'Error', message: 'no memory' } } });
  await broken.start(settings);
  expect(broken.getState()).toMatchObject({ phase: 'failed', fault: { message: 'no memory' } });
});

test('stored cells are named in the plan', () => {
  const cell = {
    run: 'views:labels',
    seed: 1,
    stored: true,
    rows: 1,
    steps: 1,
    trained: 1,
    measured: 1,
    seconds: 0,
  };
  expect(planWords([cell], 0)).toBe('1 cell, all stored: the table needs no training.');
  expect(planWords([cell, { ...cell, stored: false }], 90)).toContain('1 of them are stored');
});

test('failed cells are counted once, however many rows show their run; sizes in words', () => {
  const table = fakeStudyTable(4);
  const failed = [{ seed: 1, reason: 'no memory' }];
  const rows = table.rows.map((row) => (row.id.startsWith('forms:') ? { ...row, failed } : row));
  const state = { ...studyOf().getState(), phase: 'finished', done: 11, total: 12 } as const;
  expect(studySummary({ ...state, table: { ...table, rows } })).toBe('Finished: 11 of 12 cells, 1 failed.');
  expect(table.rows.slice(1, 3).map(sizeWords)).toEqual([null, '220 rows an epoch, 44 steps']);
});
