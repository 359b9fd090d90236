import { expect, test, vi } from 'vitest';
import { createClient } from '../client/client';
import { FAKE_PREFERENCES } from '../client/fake-alignment';
import { fakeEngine } from '../client/fake-engine';
import { FAKE_DATA } from '../client/fake-reports';
import type { PortListener } from '../client/port';
import type { Command, FromWorker } from '../engine/protocol';
import { createApp } from './app';

/** An engine whose training data may hold preferences, and what it was asked for. */
async function openedApp() {
  let parameters = new URLSearchParams();
  const listeners: PortListener[] = [];
  const sent: Command[] = [];
  const world = { inTraining: false, verdicts: true };
  const engine = fakeEngine();
  const client = createClient((listener) => {
    listeners.push(listener);
    const port = engine({
      ...listener,
      message: (message) => {
        listener.message(answer(message, world));
      },
    });
    return {
      ...port,
      send: (call) => {
        sent.push(call.command);
        port.send(call);
      },
    };
  });
  const address = { read: () => parameters, write: (next: URLSearchParams) => void (parameters = next) };
  const app = createApp(client, address);
  await app.begin();
  const preferences = () => app.alignment.preferences.getState();
  const use = async (): Promise<void> => {
    await app.judging.used.open(app.settings.getState().settings);
    await vi.waitUntil(() => preferences().source?.kind === 'judged');
  };
  const crash = (): void => {
    listeners.at(-1)?.crash('test');
    sent.length = 0;
  };
  return { app, sent, world, preferences, use, crash };
}

function answer(message: FromWorker, world: { inTraining: boolean; verdicts: boolean }): FromWorker {
  if (!('result' in message)) return message;
  const { id, command } = message;
  if (command === 'preferences') return { id, command, result: { ...FAKE_PREFERENCES } };
  if (command === 'openTrainingData' && world.inTraining) {
    const [file] = FAKE_DATA.files;
    const files = file === undefined ? [] : [{ ...file, format: 'preferences' as const, rows: 0 }];
    return { id, command, result: { ...FAKE_DATA, files } };
  }
  if (command === 'usePreferences' && !world.verdicts)
    return { id, error: { name: 'Error', message: 'No pair has a verdict of this judge yet.' } };
  return message;
}

test('after a crash the verdicts that were in use come back, not the file before them', async () => {
  const { app, sent, preferences, use, crash } = await openedApp();
  await app.trySample();
  await app.openPreferences({ kind: 'sample' });
  await use();
  crash();
  await app.evaluate();
  expect(sent).toContain('usePreferences');
  expect(sent).not.toContain('openPreferences');
  expect(preferences()).toMatchObject({ status: 'ready', source: { kind: 'judged' } });
});

test('after a crash a file comes back that was opened after the preferences of the training data', async () => {
  const { app, sent, world, preferences, crash } = await openedApp();
  world.inTraining = true;
  await app.trySample();
  await vi.waitUntil(() => preferences().source?.kind === 'training');
  await app.openPreferences({ kind: 'sample' });
  crash();
  await app.evaluate();
  expect(sent).toContain('openPreferences');
  expect(preferences().source?.kind).toBe('files');
});

test('after a crash preferences among the training data come back with these', async () => {
  const { app, sent, world, preferences, crash } = await openedApp();
  await app.openPreferences({ kind: 'sample' });
  world.inTraining = true;
  await app.trySample();
  await vi.waitUntil(() => preferences().source?.kind === 'training');
  crash();
  await app.evaluate();
  expect(sent).not.toContain('openPreferences');
  expect(preferences()).toMatchObject({ status: 'ready', source: { kind: 'training' } });
});

test('verdicts that were forgotten before a crash are missing in an alignment only', async () => {
  const { app, sent, world, preferences, use, crash } = await openedApp();
  await app.trySample();
  await use();
  world.verdicts = false;
  crash();
  await app.evaluate();
  expect(sent).toContain('evaluate');
  expect(preferences().value).toBeNull();
  expect(app.alignment.getState().fault?.message).toContain('No pair has a verdict');
  await app.align();
  expect(sent).not.toContain('align');
});

test('a changed setting of the alignment holds for what comes back, and the judge stays', async () => {
  const { app, preferences, use, crash } = await openedApp();
  await app.trySample();
  await use();
  const { judge } = app.settings.getState().settings;
  app.settings.edit('judge', judge === 'labels' ? 'person' : 'labels');
  app.settings.edit('alignTies', 'together');
  crash();
  await app.evaluate();
  expect(preferences().source?.settings).toMatchObject({ judge, alignTies: 'together' });
});
