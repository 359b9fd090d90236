import { beforeAll, expect, test } from 'vitest';
import { createNumbering } from '../../core/data/numbering';
import { poolPassages } from '../../core/data/passage-pool';
import { digestOf } from '../../core/data/row-digest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { microJob, microRows, runToEnd } from '../testing/micro-job';
import type { FreshRows, TrainingJob } from '../train/trainer';
import { createReminer } from './remine';

beforeAll(async () => {
  await openDevice('wasm');
});

const MINING = { mineMarginKind: 'none', mineNegatives: 2, hardNegatives: 2 } as const;

/** A job that mines, and what it mined before which epoch. */
async function miningJob(change: Partial<Settings>, seen: { epoch: number; fresh: FreshRows | null }[] = []) {
  const rows = microRows(12);
  const job = await microJob({ ...MINING, ...change }, [], rows);
  const { settings, control, model } = job;
  const corpus = {
    name: 'training',
    kind: 'training',
    passagesFor: () => poolPassages(rows, { keep: new Int32Array(0), most: 0, seed: 1 }).corpus,
    notes: [],
  } as const;
  const signal = new AbortController().signal;
  const reminer = createReminer({
    model,
    rows,
    mix: null,
    corpus,
    heldOut: [],
    mined: createNumbering(),
    settings,
    control,
    signal,
    emit: () => undefined,
  });
  const beforeEpoch: NonNullable<TrainingJob['beforeEpoch']> = async (epoch, steps) => {
    const fresh = await reminer(epoch, steps);
    seen.push({ epoch, fresh });
    return fresh;
  };
  return { ...job, beforeEpoch, given: rows };
}

const negativesOf = (fresh: FreshRows | null | undefined): string[][] =>
  [...(fresh?.rows ?? [])].map(({ negatives }) => [...negatives]);

test('every second epoch has negatives of the weights of the moment, and the run says so', async () => {
  const seen: { epoch: number; fresh: FreshRows | null }[] = [];
  const job = await miningJob({ epochs: 5, remineEvery: 2, lr: 1e-2 }, seen);
  const { notes, outcome } = await runToEnd(job);
  expect(outcome.steps).toBe(15);
  expect(seen.map(({ epoch, fresh }) => [epoch, fresh !== null])).toEqual([
    [0, false],
    [1, false],
    [2, true],
    [3, false],
    [4, true],
  ]);
  expect(notes).toEqual([
    expect.stringMatching(
      /^Before epoch 3, .* the weights of step 6 from 12 passages .* 12 of 12 rows have 2,/,
    ),
    expect.stringContaining('Before epoch 5'),
  ]);
  const [second, fourth] = [negativesOf(seen[2]?.fresh), negativesOf(seen[4]?.fresh)];
  expect(second.flat()).toHaveLength(24);
  expect(second).not.toEqual(fourth);
  job.given.forEach(({ positives }, row) => {
    expect(second[row]).not.toContain(positives[0]);
  });
  // Rows that share a passage by their negatives now are told to the sampler.
  expect(digestOf(seen[2]?.fresh?.rows ?? []).negatives.every((count) => count === 2)).toBe(true);
});

test('mining before the first epoch uses the untouched weights; the same seed mines the same', async () => {
  const mined = async (): Promise<string[][]> => {
    const seen: { epoch: number; fresh: FreshRows | null }[] = [];
    const { notes } = await runToEnd(
      await miningJob({ mineFirst: true, epochs: 2, mineSampling: 'random', mineMax: 8 }, seen),
    );
    expect(notes).toEqual([expect.stringContaining('the untouched weights')]);
    expect(seen.map(({ fresh }) => fresh !== null)).toEqual([true, false]);
    return negativesOf(seen[0]?.fresh);
  };
  expect(await mined()).toEqual(await mined());
});

test('without mining a run has the same bits as one that cannot mine; with it, other losses', async () => {
  const losses = async (job: TrainingJob): Promise<number[]> =>
    (await runToEnd(job)).steps.map(({ loss }) => loss);
  const plain = await losses(await microJob(MINING, [], microRows(12)));
  expect(await losses(await miningJob({}))).toEqual(plain);
  const mined = await losses(await miningJob({ mineFirst: true }));
  expect(mined.every(Number.isFinite)).toBe(true);
  expect(mined).not.toEqual(plain);
});

test('told to stop while mining, the run ends with what it has; cancelled, it throws', async () => {
  const rows = microRows(12);
  const { model } = await microJob({}, [], rows);
  const settings = { ...defaultSettings(), ...MINING, mineFirst: true };
  const corpus = {
    name: 'training',
    kind: 'training',
    passagesFor: () => poolPassages(rows, { keep: new Int32Array(0), most: 0, seed: 1 }).corpus,
    notes: [],
  } as const;
  const given = { model, rows, mix: null, corpus, heldOut: [], mined: createNumbering(), settings };
  let stopped = false;
  const stopping = createReminer({
    ...given,
    control: {
      get stopped() {
        return stopped;
      },
    },
    signal: new AbortController().signal,
    emit: () => {
      stopped = true;
    },
  });
  // The first progress asks for the stop, the second hears of it.
  expect(await stopping(0, 0)).toBeNull();
  const cancel = new AbortController();
  const cancelled = createReminer({
    ...given,
    control: { stopped: false },
    signal: cancel.signal,
    emit: () => {
      cancel.abort();
    },
  });
  await expect(cancelled(0, 0)).rejects.toThrow();
});
