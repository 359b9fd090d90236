import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import type { PortListener } from '../client/port';
import { createApp } from './app';

function fakeApp(options: FakeOptions = {}, query = '') {
  let parameters = new URLSearchParams(query);
  const listeners: PortListener[] = [];
  const engine = fakeEngine(options);
  const client = createClient((listener) => {
    listeners.push(listener);
    return engine(listener);
  });
  const address = {
    read: () => parameters,
    write: (next: URLSearchParams) => {
      parameters = next;
    },
  };
  const app = createApp(client, address);
  return { app, client, address, crash: () => listeners.at(-1)?.crash('test') };
}

describe('the page without a page', () => {
  it('runs the sample from one call to a result and its records', async () => {
    const { app, address } = fakeApp();
    await app.trySample();
    const run = app.run.getState();
    expect(run.phase).toBe('finished');
    expect(run.curves.loss.length).toBe(36);
    expect(run.baseline?.dev.name).toBe('dev');
    expect(run.evaluations[0]?.step).toBe(0);
    expect(run.result?.foundFirst.after).toBe(61);
    expect(app.records.getState().value?.map((file) => file.name)).toContain('run.trec');
    expect(address.read().get('loss')).toBe('distill');
  });

  it('lets the address override the sample', async () => {
    const { app } = fakeApp({}, 'run=sample&epochs=1&lr=0.0001');
    await app.trySample();
    expect(app.settings.getState().settings).toMatchObject({ epochs: 1, lr: 1e-4, loss: 'distill' });
  });

  it('opens the pocket model with the first data, and measures lengths once both are there', async () => {
    const { app } = fakeApp();
    await app.openData({ kind: 'sample' });
    expect(app.model.getState().value?.name).toBe('pocket');
    await vi.waitFor(() => {
      expect(app.lengths.getState().value?.maxLength).toBe(128);
    });
  });

  it('suggests what suits the pocket model, and the usual values for another', async () => {
    const { app } = fakeApp();
    await app.openData({ kind: 'files', files: [] });
    expect(app.settings.getState().settings).toMatchObject({ lr: 2e-4, epochs: 4 });
    const hub = { kind: 'hub', id: 'some/model', revision: 'main', endpoint: 'https://hub' } as const;
    await app.model.open(hub);
    expect(app.settings.getState().settings).toMatchObject({ lr: 2e-5, epochs: 1 });
  });

  it('marks the figures of a run once other data are opened', async () => {
    const { app } = fakeApp();
    await app.trySample();
    expect(app.run.getState().ofEarlierData).toBe(false);
    await app.openData({ kind: 'files', files: [] });
    expect(app.run.getState()).toMatchObject({ phase: 'finished', ofEarlierData: true });
  });

  it('checks the device, with its progress; a report outlives a later check that fails or is cancelled', async () => {
    const failing: FakeOptions['failing'] = {};
    const { app } = fakeApp({ failing });
    const seen: number[] = [];
    app.selfCheck.subscribe(({ progress }) => {
      if (progress !== null) seen.push(progress.done);
    });
    await app.checkDevice();
    expect(app.selfCheck.getState()).toMatchObject({ status: 'ready', value: { failed: 1 } });
    expect(Math.max(...seen)).toBeGreaterThan(0);
    failing.selfCheck = { name: 'Error', message: 'The engine is busy with a run.' };
    await app.checkDevice();
    expect(app.selfCheck.getState()).toMatchObject({ status: 'failed', value: { failed: 1 } });
    expect(app.selfCheck.getState().fault?.message).toContain('busy');
    delete failing.selfCheck;
    const again = app.checkDevice();
    await Promise.resolve();
    app.selfCheck.cancel();
    await again;
    expect(app.selfCheck.getState()).toMatchObject({ status: 'cancelled', value: { failed: 1 } });
  });

  it('opens the device again before it checks it, when the engine has crashed', async () => {
    const { app, crash, client } = fakeApp();
    await app.begin();
    crash();
    await app.checkDevice();
    expect(app.device.getState().generation).toBe(client.generation());
    expect(app.selfCheck.getState().status).toBe('ready');
  });

  it('never fetches a Hub model unasked', async () => {
    const { app } = fakeApp({}, 'model=some/model');
    await app.openData({ kind: 'sample' });
    expect(app.model.getState().status).toBe('empty');
  });

  it('keeps what was open when the next file is bad', async () => {
    const failing: FakeOptions['failing'] = {};
    const { app } = fakeApp({ failing });
    await app.openData({ kind: 'sample' });
    failing.openTrainingData = {
      name: 'InputError',
      message: 'bad.jsonl:1: not JSON',
      file: 'bad.jsonl',
      line: 1,
    };
    await app.openData({ kind: 'files', files: [] });
    const data = app.data.getState();
    expect(data.fault).toEqual({ message: 'bad.jsonl:1: not JSON', file: 'bad.jsonl', line: 1 });
    expect(data.value?.rows).toBe(260);
    expect(data.source).toEqual({ kind: 'sample' });
  });

  it('pauses, resumes and stops with a result', async () => {
    const { app } = fakeApp({ delay: 1, steps: 4000 });
    const over = app.trySample();
    await vi.waitFor(() => {
      expect(app.run.getState().lastStep).not.toBeNull();
    });
    await app.run.pause();
    await vi.waitFor(() => {
      expect(app.run.getState().phase).toBe('paused');
    });
    await app.run.resume();
    await vi.waitFor(() => {
      expect(app.run.getState().phase).toBe('running');
    });
    await app.run.stop();
    await over;
    expect(app.run.getState().result?.stopped).toBe('by user');
  });

  it('cancels a run and can start another', async () => {
    const { app } = fakeApp({ delay: 1 });
    const over = app.trySample();
    await vi.waitFor(() => {
      expect(app.run.getState().phase).toBe('running');
    });
    app.run.cancel();
    await over;
    expect(app.run.getState().phase).toBe('cancelled');
    await app.start();
    expect(app.run.getState().phase).toBe('finished');
  });

  it('forgets the figures of a run when another model takes the place of its weights', async () => {
    const { app } = fakeApp();
    await app.trySample();
    await app.model.open({ kind: 'files', files: [] });
    expect(app.run.getState()).toMatchObject({ phase: 'idle', result: null });
    expect(app.records.getState().value).toBeNull();
  });

  it('opens another backend when the setting changes', async () => {
    const { app } = fakeApp();
    await app.begin();
    app.settings.edit('backend', 'wasm');
    await vi.waitFor(() => {
      expect(app.device.getState().source).toBe('wasm');
    });
  });

  it('says that the engine crashed, and the next run reloads what it lost', async () => {
    const { app, client, crash } = fakeApp({ delay: 1 });
    const over = app.trySample();
    await vi.waitFor(() => {
      expect(app.run.getState().phase).toBe('running');
    });
    crash();
    await over;
    expect(app.run.getState().fault?.message).toContain('stopped unexpectedly');
    await app.start();
    expect(client.generation()).toBe(2);
    expect(app.model.getState().generation).toBe(2);
    expect(app.run.getState().phase).toBe('finished');
  });
});
