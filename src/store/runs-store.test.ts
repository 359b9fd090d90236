import { expect, test } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import { createApp } from './app';

function openApp(options: FakeOptions = {}) {
  let parameters = new URLSearchParams();
  const address = {
    read: () => parameters,
    write: (next: URLSearchParams) => {
      parameters = next;
    },
  };
  return createApp(createClient(fakeEngine(options)), address);
}

const names = ({ runs }: ReturnType<typeof openApp>) => runs.getState().list?.map(({ name }) => name);

test('the list is read when the page opens, and again after each run', async () => {
  const app = openApp();
  await app.begin();
  expect(names(app)).toHaveLength(2);
  app.runs.setState({ list: null });
  await app.trySample();
  await expect.poll(() => names(app)).toHaveLength(2);
});

test('a list that cannot be read is a fault of its own, and the page works on', async () => {
  const app = openApp({ failing: { listRuns: { name: 'Error', message: 'storage is off' } } });
  await app.begin();
  expect(app.runs.getState()).toMatchObject({ list: null, fault: { message: 'storage is off' } });
  expect(app.device.getState().status).toBe('ready');
});

test('from the second picked run on they are compared; set and metric stay when another joins', async () => {
  const { runs } = openApp();
  await runs.load();
  await runs.pick('run-0', true);
  expect(runs.comparison.getState().status).toBe('empty');
  await runs.pick('run-1', true);
  expect(runs.comparison.getState().value?.runs.map(({ summary }) => summary.id)).toEqual(['run-0', 'run-1']);
  await runs.compareBy({ metric: 'MRR@10' });
  expect(runs.comparison.getState().source).toEqual({ ids: ['run-0', 'run-1'], set: '', metric: 'MRR@10' });
  await runs.pick('run-0', false);
  expect(runs.comparison.getState().status).toBe('empty');
});

test('no more than six are picked', async () => {
  const { runs } = openApp();
  for (let i = 0; i < 8; i++) await runs.pick(`run-${String(i)}`, true);
  expect(runs.getState().picked).toHaveLength(6);
});

test('a run is renamed, pinned, deleted and brought back', async () => {
  const app = openApp();
  const { runs } = app;
  await runs.load();
  await runs.change('run-0', { name: 'first try' });
  await runs.change('run-0', { pinned: true });
  expect(runs.getState().list?.[1]).toMatchObject({ name: 'first try', pinned: true });
  await runs.pick('run-0', true);
  await runs.pick('run-1', true);
  await runs.remove('run-0');
  expect(names(app)).toHaveLength(1);
  expect(runs.getState().picked).toEqual(['run-1']);
  expect(runs.comparison.getState().status).toBe('empty');
  await runs.undo();
  expect(names(app)?.[1]).toBe('first try');
  expect(runs.getState().removed).toBeNull();
});

test('settings of a run come back whole, hold against suggestions, and start nothing', async () => {
  const app = openApp();
  await app.runs.load();
  app.settings.edit('batch', '8');
  app.settings.edit('temperature', 'warm');
  const [run] = app.runs.getState().list ?? [];
  if (run === undefined) throw new Error('the fake engine has stored runs');
  app.runs.takeSettings({ ...run, settings: { ...run.settings, epochs: '1', gone: '3', clip: '-1' } });
  const { settings, drafts } = app.settings.getState();
  expect(settings).toMatchObject({ lr: 2e-4, epochs: 1, batch: 32, clip: 1 });
  expect(drafts).toEqual({});
  expect(app.runs.getState().again?.problems.map(({ name }) => name)).toEqual(['clip', 'gone']);
  expect(app.run.getState().phase).toBe('idle');
  await app.model.open({ kind: 'pocket' }); // suggests four epochs
  expect(app.settings.getState().settings.epochs).toBe(1);
  await app.openData({ kind: 'sample' });
  await app.start();
  expect(app.runs.getState().again).toBeNull();
});
