import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../client/client';
import { fakeEngine, type FakeOptions } from '../client/fake-engine';
import { createApp, type App } from './app';
import { WORST_FIRST } from './question-view';

function open(options: FakeOptions = {}): App {
  return createApp(createClient(fakeEngine(options)), {
    read: () => new URLSearchParams(),
    write: () => undefined,
  });
}

describe('what lies behind a result', () => {
  it('is the questions of the run, under the headline metric', async () => {
    const app = open();
    expect(app.inspect.getState().shown).toBeNull();
    await app.trySample();
    await vi.waitFor(() => {
      expect(app.inspect.getState().shown).toMatchObject({ of: 'run', metric: 'nDCG@10' });
      const { value } = app.inspect.questions.getState();
      expect(value?.ids.length).toBe(110);
      expect(value?.before).not.toBeNull();
    });
  });

  it('is the evaluation, as long as that is shown, and then the run again', async () => {
    const app = open();
    await app.trySample();
    await app.evaluate();
    await vi.waitFor(() => {
      expect(app.inspect.questions.getState().value?.before).toBeNull();
    });
    app.assessment.clear();
    await vi.waitFor(() => {
      expect(app.inspect.questions.getState().value?.before).not.toBeNull();
    });
  });

  it('starts each result with the worst losses', async () => {
    const app = open();
    await app.trySample();
    app.inspect.setState({ view: { ...WORST_FIRST, text: 'battery', change: 'better' } });
    await app.evaluate();
    expect(app.inspect.getState().view).toEqual(WORST_FIRST);
  });

  it('is gone with the model', async () => {
    const app = open();
    await app.trySample();
    await app.search('sample', 'battery');
    await app.model.open({ kind: 'pocket' });
    expect(app.inspect.getState().shown).toBeNull();
    expect(app.inspect.questions.getState().value).toBeNull();
    expect(app.inspect.search.getState().value).toBeNull();
  });
});

describe('search', () => {
  it('finds with three systems, and says how long each took', async () => {
    const app = open();
    await app.trySample();
    await app.search('sample', 'battery');
    const { value } = app.inspect.search.getState();
    expect(value?.query).toBe('battery');
    expect(value?.times.map(({ system }) => system)).toEqual(['bm25', 'before', 'after']);
  });

  it('can be cancelled, and keeps what was found before', async () => {
    const app = open({ delay: 50 });
    await app.search('sample', 'battery');
    const second = app.search('sample', 'motor');
    await vi.waitUntil(() => app.inspect.search.getState().status === 'opening');
    app.inspect.search.cancel();
    await second;
    expect(app.inspect.search.getState()).toMatchObject({ status: 'cancelled', value: { query: 'battery' } });
  });

  it('fails with the engine’s reason', async () => {
    const app = open({ failing: { search: { name: 'Error', message: 'The engine is busy with a run.' } } });
    await app.search('sample', 'battery');
    expect(app.inspect.search.getState().fault?.message).toContain('busy with a run');
  });

  it('forgets its results when a run starts, as the weights become others', async () => {
    const app = open();
    await app.trySample();
    await app.search('sample', 'battery');
    await app.start();
    expect(app.inspect.search.getState().value).toBeNull();
  });
});
