import { expect, test } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine } from '../client/fake-engine';
import { createApp } from './app';
import { unsavedWork } from './unsaved-work';

test('leaving matters from the start of a run until its weights are exported', async () => {
  const app = createApp(createClient(fakeEngine()), {
    read: () => new URLSearchParams(),
    write: () => undefined,
  });
  expect(unsavedWork(app)).toBeNull();
  const during = new Set<string | null>();
  app.run.subscribe(({ phase }) => {
    if (phase === 'running') during.add(unsavedWork(app));
  });
  await app.trySample();
  expect([...during]).toEqual(['run']);
  expect(unsavedWork(app)).toBe('weights');
  await app.weights.open('F32');
  expect(unsavedWork(app)).toBeNull();
});

test('a model that took the place of the trained weights leaves nothing to lose', async () => {
  const app = createApp(createClient(fakeEngine()), {
    read: () => new URLSearchParams(),
    write: () => undefined,
  });
  await app.trySample();
  await app.model.open({ kind: 'pocket' });
  expect(unsavedWork(app)).toBeNull();
});
