import { expect, test, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import type { PortListener } from '../client/port';
import type { Command, FromWorker } from '../engine/protocol';
import { startWords } from './alignment-start';
import { alignmentBlocker } from './alignment-store';
import { createApp } from './app';

async function trainedApp(options: FakeOptions = {}) {
  let parameters = new URLSearchParams();
  const listeners: PortListener[] = [];
  const engine = fakeEngine(options);
  /** Commands whose results do not come: the engine says that it failed. */
  const failing = new Set<Command>();
  const client = createClient((listener) => {
    listeners.push(listener);
    return engine({
      ...listener,
      message: (message) => {
        listener.message(failed(message, failing));
      },
    });
  });
  const address = { read: () => parameters, write: (next: URLSearchParams) => void (parameters = next) };
  const app = createApp(client, address);
  await app.begin();
  await app.trySample();
  await app.openPreferences({ kind: 'sample' });
  const words = (): string => {
    const { start, last, broken } = app.alignment.getState();
    return startWords(start, app.model.getState().value?.name ?? '', last !== null || broken);
  };
  return { app, words, client, failing, crash: () => listeners.at(-1)?.crash('test') };
}

function failed(message: FromWorker, failing: ReadonlySet<Command>): FromWorker {
  if (!('result' in message) || !failing.has(message.command)) return message;
  return { id: message.id, error: { name: 'Error', message: 'Training broke at step 9.' } };
}

test('preferences and a model are needed', async () => {
  const { app } = await trainedApp();
  expect(alignmentBlocker(app)).toBeNull();
  app.alignment.preferences.clear();
  expect(alignmentBlocker(app)).toContain('Open preferences first');
  app.model.clear();
  expect(alignmentBlocker(app)).toContain('Load a model first');
});

test('an alignment is kept beside what it began with, and rolled back and forth', async () => {
  const { app, words } = await trainedApp();
  const distilled = app.run.getState().result;
  expect(words()).toMatch(/^Starts from the model trained at \d\d:\d\d\. It can be used again/);
  await app.align();
  const { result, names } = app.run.getState();
  expect(names).toMatchObject({ before: 'Distilled', after: 'Aligned' });
  expect(app.alignment.getState()).toMatchObject({ last: result, using: 'aligned' });
  expect(words()).toMatch(/^Starts from the model trained at \d\d:\d\d, not from the aligned one\.$/);

  await app.rollBack('distilled');
  expect(app.alignment.getState().using).toBe('distilled');
  expect(app.run.getState().result?.alignment).toBeUndefined();
  expect(app.run.getState().result?.loss).toBe(distilled?.loss);
  expect(app.records.getState().value).not.toBeNull();
  await app.rollBack('aligned');
  expect(app.run.getState().result?.alignment?.distilled).toBe(true);

  await app.start();
  expect(app.alignment.getState().last).toBeNull();
  expect(app.run.getState().names.after).toBe('Trained');
});

test('an alignment that is cancelled after it became better can be rolled back too', async () => {
  const { app, words } = await trainedApp({ delay: 10, steps: 60 });
  const over = app.align();
  const better = (): boolean => {
    const { names, evaluations } = app.run.getState();
    return names.after === 'Aligned' && evaluations.some(({ step }) => step > 0);
  };
  await vi.waitUntil(better, { timeout: 10_000 });
  app.run.cancel();
  await over;
  expect(app.run.getState()).toMatchObject({ phase: 'cancelled', result: null });
  expect(app.alignment.getState()).toMatchObject({ last: null, broken: true, using: 'aligned' });
  expect(words()).toMatch(/^Starts from the model trained at \d\d:\d\d, not from the aligned one\.$/);
  await app.rollBack('distilled');
  expect(app.alignment.getState()).toMatchObject({ broken: true, using: 'distilled' });
  expect(app.run.getState().result?.alignment).toBeUndefined();
  await app.align();
  expect(app.alignment.getState()).toMatchObject({ broken: false, using: 'aligned' });
});

test('a run that broke after it became better left weights, and so did an alignment', async () => {
  const { app, words, failing } = await trainedApp();
  failing.add('train').add('align');
  await app.start();
  expect(app.run.getState()).toMatchObject({ phase: 'failed', result: null });
  expect(words()).toMatch(/^Starts from the best weights of the run that failed at \d\d:\d\d\. It can/);
  await app.align();
  expect(app.run.getState()).toMatchObject({ phase: 'failed', names: { before: 'Distilled' } });
  expect(app.alignment.getState()).toMatchObject({ last: null, broken: true, using: 'aligned' });
  expect(words()).toMatch(/^Starts from the best weights of the run that failed at \d\d:\d\d, not from/);
  await app.rollBack('distilled');
  expect(app.alignment.getState()).toMatchObject({ broken: true, using: 'distilled' });
});

test('a run that a crash ended left nothing, however good it was', async () => {
  const { app, words, crash } = await trainedApp({ delay: 5, steps: 60 });
  const over = app.start();
  const better = (): boolean => {
    const { phase, evaluations } = app.run.getState();
    return phase === 'running' && evaluations.some(({ step }) => step > 0);
  };
  await vi.waitUntil(better, { timeout: 10_000 });
  crash();
  await over;
  expect(app.run.getState().phase).toBe('failed');
  expect(words()).toMatch(/^What was trained here is gone/);
});

test('another model has nothing to go back to, and was not trained', async () => {
  const { app, words } = await trainedApp();
  await app.align();
  await app.model.open({ kind: 'hub', id: 'some/model', revision: 'main', endpoint: 'https://hub' });
  expect(app.alignment.getState().last).toBeNull();
  expect(words()).toMatch(/^Starts from some\/model as it was loaded: nothing was trained here/);
  await app.align();
  expect(app.run.getState().names).toMatchObject({ before: 'Untouched', after: 'Aligned' });
  expect(words()).toBe('Starts from some/model as it was loaded, not from the aligned model.');
});

test('after a crash it says that the trained model is gone before it starts from another', async () => {
  const { app, words, crash } = await trainedApp();
  const { result } = app.run.getState();
  crash();
  // The page has not heard of it: the first click only tells.
  await app.align();
  expect(app.run.getState().result).toBe(result);
  expect(words()).toMatch(/^What was trained here is gone.*Starts from pocket as it was loaded/);
  await app.align();
  expect(app.run.getState().names).toMatchObject({ before: 'Untouched', after: 'Aligned' });
  expect(words()).toBe('Starts from pocket as it was loaded, not from the aligned model.');
});

test('a crash that something else runs into is told too, also once the model is there again', async () => {
  const { app, words, crash } = await trainedApp();
  crash();
  await app.evaluate();
  expect(words()).toMatch(/^What was trained here is gone/);
  await app.start();
  expect(words()).toMatch(/^Starts from the model trained at/);
});
