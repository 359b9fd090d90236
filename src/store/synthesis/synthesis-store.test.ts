import { expect, test } from 'vitest';
import { createClient } from '../../client/client';
import { fakeEngine, type FakeOptions } from '../../client/fake-engine';
import type { SyntheticRow } from '../../core/synthesis/synthetic-row';
import { createApp } from '../app';
import { outcomeSentence, synthesisSummary, trainableRows } from './describe-work';

async function openApp(options: FakeOptions = {}, query = '', client = createClient(fakeEngine(options))) {
  const app = createApp(client, {
    read: () => new URLSearchParams(query),
    write: () => undefined,
  });
  await app.begin();
  return app;
}

type App = Awaited<ReturnType<typeof openApp>>;

function rowAt({ synthesis }: App, at: number): SyntheticRow {
  const row = synthesis.getState().rows?.[at];
  if (row === undefined) throw new Error(`there is no row ${String(at)}`);
  return row;
}

/** With the table of the fake engine filled. */
async function withRows(options: FakeOptions = {}) {
  const app = await openApp(options);
  await app.synthesize();
  return app;
}

test('the table is there from the beginning, and fills while rows are made', async () => {
  const app = await openApp();
  const { synthesis } = app;
  expect(synthesis.getState().rows).toEqual([]);
  const seen: number[] = [];
  synthesis.subscribe(({ rates, rows }) => {
    if (rows?.length === 40) seen.push(rates.states.waiting);
  });
  await app.synthesize();
  expect(seen[0]).toBe(40);
  expect(new Set(seen).size).toBeGreaterThan(5);
  const state = synthesis.getState();
  expect(state).toMatchObject({ phase: 'resting', ended: 'finished', unfinished: false, progress: null });
  expect(state.rows?.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, i) => `q${String(i + 1)}`));
  expect(state.counts?.replies).toBe(160);
  expect(outcomeSentence(state)).toBe('Finished: 40 rows. 2 rows failed.');
});

test('cancelled work keeps its rows and goes on where it stopped', async () => {
  const app = await openApp({ delay: 5 });
  const { synthesis } = app;
  const working = app.synthesize();
  await expect.poll(() => synthesis.getState().rates.states.done).toBeGreaterThan(2);
  synthesis.cancel();
  expect(synthesis.getState().phase).toBe('cancelling');
  await working;
  const { rows, unfinished, ended, fault } = synthesis.getState();
  expect({ unfinished, ended, fault }).toEqual({ unfinished: true, ended: 'cancelled', fault: null });
  expect(rows).toHaveLength(40);
  const done = rowAt(app, 0);
  await synthesis.edit(done, { query: 'my own words' });
  await app.synthesize();
  expect(synthesis.getState()).toMatchObject({ unfinished: false, ended: 'finished' });
  expect(rowAt(app, 0).query).toBe('my own words');
});

test('work that fails says why and still shows what the engine kept', async () => {
  const app = await openApp({ failing: { synthesize: { name: 'LlmError', message: 'The key is wrong.' } } });
  await app.synthesize();
  expect(app.synthesis.getState()).toMatchObject({
    phase: 'resting',
    rows: [],
    fault: { message: 'The key is wrong.' },
  });
});

test('decisions change the rows that are made, and are taken back one after the other', async () => {
  const app = await withRows();
  const { synthesis } = app;
  const before = synthesis.getState().rates.states;
  const all = synthesis.getState().rows ?? [];
  await synthesis.decide([rowAt(app, 0)], 'rejected');
  await synthesis.decide(all, 'accepted');
  const { states } = synthesis.getState().rates;
  expect(states).toMatchObject({ failed: before.failed, done: 0, rejected: before.rejected + 1 });
  expect(states.accepted).toBe(before.done - 1);
  expect(synthesis.getState().undoable.map(({ what }) => what)).toEqual([
    'Rejected a row',
    `Accepted ${String(states.accepted)} rows`,
  ]);
  await synthesis.undo();
  expect(rowAt(app, 0).state).toBe('rejected');
  await synthesis.undo();
  expect(synthesis.getState().rates.states).toEqual(before);
  await synthesis.undo();
  expect(synthesis.getState().undoable).toEqual([]);
});

test('an edit changes only what is different, and its undo brings the texts back', async () => {
  const app = await withRows();
  const { synthesis } = app;
  const row = rowAt(app, 1);
  await synthesis.edit(row, { query: row.query });
  expect(synthesis.getState().undoable).toEqual([]);
  await synthesis.edit(row, { query: 'other', synthetic: 'passage', cot: row.cot });
  expect(rowAt(app, 1)).toMatchObject({
    query: 'other',
    synthetic: 'passage',
    edited: ['query', 'synthetic'],
  });
  await synthesis.undo();
  expect(rowAt(app, 1)).toMatchObject({ query: row.query, synthetic: row.synthetic });
});

test('a change that fails is a fault, and there is nothing to take back', async () => {
  const app = await withRows({ failing: { changeSynthetic: { name: 'Error', message: 'storage is off' } } });
  await app.synthesis.decide([rowAt(app, 0)], 'accepted');
  expect(app.synthesis.getState()).toMatchObject({ fault: { message: 'storage is off' }, undoable: [] });
  expect(rowAt(app, 0).state).toBe('done');
});

test('the rows become the training data, with their report, and are no file to choose columns of', async () => {
  const app = await withRows();
  const { done } = app.synthesis.getState().rates.states;
  expect(trainableRows(app.synthesis.getState().rates)).toBe(done);
  expect(await app.trainOnSynthesis()).toBe(true);
  expect(app.data.getState()).toMatchObject({ source: { kind: 'synthetic' }, value: { rows: done } });
  expect(app.mappings.getState().source).toBeNull();
  expect(app.model.getState().value?.name).toBe('pocket');
  await app.synthesis.decide([rowAt(app, 0), rowAt(app, 1)], 'accepted');
  await app.trainOnSynthesis();
  expect(app.data.getState().value?.rows).toBe(2);
});

test('what another tab did is shown when the page is looked at again, and with the next change', async () => {
  const client = createClient(fakeEngine());
  const [here, there] = await Promise.all([openApp({}, '', client), openApp({}, '', client)]);
  await there.synthesize();
  expect(here.synthesis.getState().rows).toEqual([]);
  await here.synthesis.refresh();
  expect(here.synthesis.getState().rows).toHaveLength(40);
  await there.synthesis.decide([rowAt(there, 1)], 'rejected');
  await here.synthesis.decide([rowAt(here, 0)], 'accepted');
  expect([rowAt(here, 0), rowAt(here, 1)].map(({ state }) => state)).toEqual(['accepted', 'rejected']);
  await there.synthesis.clear();
  await here.synthesis.decide([rowAt(here, 2)], 'accepted');
  expect(here.synthesis.getState().rows).toEqual([]);
});

test('clearing forgets rows, filters and steps back', async () => {
  const app = await withRows();
  const { synthesis } = app;
  await synthesis.decide([rowAt(app, 0)], 'accepted');
  synthesis.setState(({ view }) => ({ view: { ...view, state: 'accepted' } }));
  expect(synthesisSummary(synthesis.getState())).toMatch(/^40 rows, 1 accepted/);
  await synthesis.clear();
  expect(synthesis.getState()).toMatchObject({ rows: [], undoable: [], view: { state: 'any' } });
  expect(synthesisSummary(synthesis.getState())).toMatch(/^Make training data/);
});

test('documents alone suggest a way without a language model, queries one with it, and a choice stays', async () => {
  const app = await openApp();
  const chosen = () => {
    const { synthesisFrom, synthesisMethod } = app.settings.getState().settings;
    return [synthesisFrom, synthesisMethod];
  };
  await app.openDocuments({ kind: 'sample' });
  expect(chosen()).toEqual(['documents', 'inverse-cloze']); // the fake documents have no titles
  await app.openSourceQueries({ kind: 'sample' });
  expect(chosen()).toEqual(['queries', 'zero-shot']);
  const other = await openApp({}, 'synthesisMethod=crops&synthesisFrom=documents');
  await other.openSourceQueries({ kind: 'sample' });
  expect(other.settings.getState().settings.synthesisMethod).toBe('crops');
});
