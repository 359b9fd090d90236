import { beforeAll, expect, test } from 'vitest';
import { chooseSets } from '../../core/data/choose-sets';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import { downloadWeights } from '../model/weights';
import type { EngineEvent } from '../protocol/events';
import { curvesOf, runTraining } from '../session/run-training';
import { needed, Session } from '../session/session';
import { RunControl } from '../train/run-control';
import { pairsFile } from '../testing/pairs-file';
import { Observer } from './observer';

const context = { signal: new AbortController().signal, emit: (): void => undefined };

/** A name with a fingerprint of its values: comparing millions of numbers one by one takes seconds. */
async function bitsOf(name: string, values: Float32Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', values.slice()));
  return `${name} ${digest.join()}`;
}

let session: Session;
beforeAll(async () => {
  session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [pairsFile(60)] } }, context);
});

const settings: Settings = { ...defaultSettings(), lr: 3e-4, batch: 8, evalEvery: 3, heldOut: 0.4 };

const eventsOf = async (command: 'train' | 'evaluate'): Promise<EngineEvent[]> => {
  const events: EngineEvent[] = [];
  await perform(session, command, { settings }, { ...context, emit: (event) => events.push(event) });
  return events;
};

const map = (of: 'run' | 'evaluation') =>
  perform(session, 'projectEmbeddings', { of, method: 'pca' }, context);

test('before anything was measured there is nothing to draw', async () => {
  await expect(map('run')).rejects.toThrow('Train or evaluate first');
});

test('similarities come with every evaluation of a run, and the map has a checkpoint for each', async () => {
  const events = await eventsOf('train');
  const evaluations = events.flatMap((event) => (event.kind === 'evaluation' ? [event] : []));
  const similarities = events.flatMap((event) => (event.kind === 'similarity' ? [event] : []));
  expect(evaluations.length).toBeGreaterThan(2);
  expect(similarities.map(({ step }) => step)).toEqual(evaluations.map(({ step }) => step));
  for (const { relevant, random, hardest } of similarities) {
    expect(relevant.counts.reduce((sum, count) => sum + count, 0)).toBe(relevant.pairs);
    expect(relevant.pairs).toBe(12); // one for each of the held-out questions of the curve
    expect(random.pairs).toBe(120);
    expect(hardest.pairs).toBe(60);
    expect(random.separation).toBeGreaterThan(hardest.separation ?? 1);
  }
  const drawn = await map('run');
  expect(drawn.frames.map(({ step }) => step)).toEqual(evaluations.map(({ step }) => step));
  expect(drawn.queries).toBe(12);
  expect(drawn.points).toHaveLength(12 + 60);
  expect(drawn.keptStep).toBe(session.trained?.step ?? 0);
});

test('an evaluation has its own checkpoint, beside those of the run', async () => {
  const events = await eventsOf('evaluate');
  expect(events.filter(({ kind }) => kind === 'similarity')).toHaveLength(1);
  expect((await map('evaluation')).frames).toHaveLength(1);
  expect((await map('run')).frames.length).toBeGreaterThan(1);
});

test('a run has the same bits whether it is watched or not', async () => {
  const { rows } = needed(session.training, 'no data');
  const run = async (watched: boolean) => {
    const sets = chooseSets({ rows, evaluations: [], settings });
    const observer = new Observer(
      settings,
      new Map(watched ? curvesOf(sets).map(({ set, name }) => [set, name]) : []),
    );
    const events: EngineEvent[] = [];
    const weights = await session.withModel(settings, null, async (model) => {
      const control = new RunControl(context.signal, () => undefined);
      const emit = (event: EngineEvent): void => void events.push(event);
      const given = {
        settings,
        sets,
        model,
        backend: 'wasm' as const,
        control,
        observer,
        signal: context.signal,
      };
      await runTraining({ ...given, emit, keep: () => undefined }, 'pocket');
      return downloadWeights(model.weights);
    });
    const steps = events.flatMap((event) => {
      if (event.kind === 'evaluation') return [JSON.stringify(event)];
      // How fast a step was is no part of what it computed.
      return event.kind === 'step' ? [JSON.stringify({ ...event, tokensPerSecond: 0, secondsLeft: 0 })] : [];
    });
    return {
      steps,
      weights: await Promise.all([...weights].map(([name, { values }]) => bitsOf(name, values))),
    };
  };
  expect(await run(true)).toEqual(await run(false));
});
