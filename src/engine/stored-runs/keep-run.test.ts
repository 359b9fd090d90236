import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteDB } from 'idb';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import type { RunResult } from '../protocol/results';
import { Session } from '../session/session';
import { RunStore } from '../storage/run-store';
import { compareStoredRuns } from './compare-stored-runs';
import type { CallContext } from '../commands/command';

/** Other tests train at the same time, into the usual one. */
const NAME = 'kennel-runs-of-this-test';

let session: Session;
let context: CallContext;
let events: EngineEvent[];

const settings = (change: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  ...{ lr: 1e-4, batch: 8, evalEvery: 1, loadBest: false },
  ...change,
});
const train = (change: Partial<Settings> = {}): Promise<RunResult> =>
  perform(session, 'train', { settings: settings(change) }, context);
const list = () => perform(session, 'listRuns', {}, context);

beforeAll(async () => {
  const rows = Array.from({ length: 40 }, (_, i) =>
    JSON.stringify({
      query: `what is thing ${String(i)} for`,
      positive: `Thing ${String(i)} is made for purpose ${String(i * 7)}.`,
    }),
  );
  const files = [new File([rows.join('\n')], 'pairs.jsonl')];
  session = new Session();
  session.runStore = new RunStore(NAME);
  const idle = { signal: new AbortController().signal, emit: () => undefined };
  await perform(session, 'openDevice', { backend: 'wasm' }, idle);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, idle);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files } }, idle);
});

beforeEach(() => {
  events = [];
  context = { signal: new AbortController().signal, emit: (event) => events.push(event) };
});

afterEach(() => deleteDB(NAME));

test('a finished run is stored with its settings, curves and per-query values', async () => {
  const result = await train();
  const [summary, ...others] = await list();
  expect(others).toEqual([]);
  expect(summary).toMatchObject({
    ...{ model: 'pocket', loss: 'infonce', metric: 'nDCG@10', ended: 'finished', pinned: false },
    ...{ steps: result.steps, bestStep: result.bestStep, notes: result.notes },
    data: { files: [{ name: 'pairs.jsonl', rows: 40 }] },
    settings: { lr: '0.0001', batch: '8', seed: '1' },
    sets: [{ testSet: result.testSet, delta: result.delta, metrics: result.metrics }],
  });
  expect(summary?.sets[0]?.headline.mean).toBeCloseTo(result.metrics['nDCG@10'] ?? NaN, 12);
  const [last] = events.filter((event) => event.kind === 'evaluation').slice(-1);
  expect(summary?.dev.kept).toMatchObject({ mean: last?.mean, low: last?.low, high: last?.high });
  const { runs } = await compare([summary?.id ?? '']);
  const details = runs[0]?.details;
  expect([...(details?.steps.step ?? [])]).toEqual([1, 2, 3, 4]);
  expect(details?.curves).toMatchObject([{ set: 'held-out queries', step: [0, 1, 2, 3, 4] }]);
  expect(details?.values[0]?.queries).toEqual(result.queries.map(({ id }) => id));
  const stored = [...(details?.values[0]?.after['nDCG@10'] ?? [])];
  stored.forEach((value, i) => {
    expect(value).toBeCloseTo(result.queries[i]?.after ?? NaN, 6);
  });
});

const compare = (ids: readonly string[], set = '', metric = '') =>
  perform(session, 'compareStoredRuns', { ids, set, metric }, context);

test('two runs are compared query by query; one on other questions is refused', async () => {
  const slow = await train({ lr: 1e-5 });
  const fast = await train({ lr: 5e-4 });
  await train({ seed: 2 }); // holds out other queries
  const [other, second, first] = (await list()).map(({ id }) => id);
  const ids = [first ?? '', second ?? '', other ?? ''];
  const comparison = await compare(ids);
  expect(comparison).toMatchObject({ set: 'held-out queries', metric: 'nDCG@10' });
  const [pair] = comparison.pairs;
  expect(comparison.pairs).toHaveLength(1);
  expect(pair).toMatchObject({ run: second, baseline: first, queries: slow.testSet.queries });
  expect(pair?.delta.mean).toBeCloseTo(
    (fast.metrics['nDCG@10'] ?? NaN) - (slow.metrics['nDCG@10'] ?? NaN),
    6,
  );
  expect(pair?.adjustedP).toBe(pair?.delta.p);
  expect(comparison.refusals.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Different questions/u),
    expect.stringMatching(/^Different questions/u),
  ]);
  expect(comparison.figures[0]?.['MRR@10']?.mean).toBeCloseTo(slow.metrics['MRR@10'] ?? NaN, 6);
  expect((await compare(ids, 'held-out queries', 'MRR@10')).metric).toBe('MRR@10');
  const self = await compare([first ?? '', first ?? '']);
  expect(self.pairs[0]?.delta).toMatchObject({ mean: 0, p: 1, ties: slow.testSet.queries });
});

test('a cancelled run that has weights is stored without figures; one without any is not', async () => {
  const stop = new AbortController();
  const emit = (event: EngineEvent): void => {
    if (event.kind === 'evaluation' && event.step === 2) stop.abort();
  };
  await expect(
    perform(session, 'train', { settings: settings({ lr: 1e-3 }) }, { signal: stop.signal, emit }),
  ).rejects.toThrow();
  const early = AbortSignal.abort();
  await expect(
    perform(session, 'train', { settings: settings() }, { ...context, signal: early }),
  ).rejects.toThrow();
  const runs = await list();
  expect(runs).toMatchObject([{ ended: 'cancelled', sets: [] }]);
  expect(await compare([runs[0]?.id ?? ''])).toMatchObject({ sets: [], pairs: [], figures: [null] });
});

test('a run whose record cannot be stored has its result, and a note says why', async () => {
  const { indexedDB } = globalThis;
  const broken = {
    open: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  Object.defineProperty(globalThis, 'indexedDB', { value: broken, configurable: true });
  try {
    expect((await train()).stopped).toBe('finished');
  } finally {
    Object.defineProperty(globalThis, 'indexedDB', { value: indexedDB, configurable: true });
  }
  expect(events.findLast((event) => event.kind === 'note')?.text).toContain(
    "could not be added to the list of runs: the browser's storage is full",
  );
});

test('of many questions only the metric compared by has intervals, and comparing can be cancelled', async () => {
  await train();
  const [run] = await session.runStore.read((await list()).map(({ id }) => id));
  const [values] = run?.details.values ?? [];
  if (run === undefined || values === undefined) throw new Error('the run was stored with its values');
  const queries = Array.from({ length: 600 }, (_, i) => `q${String(i)}`);
  const column = (): Float32Array => Float32Array.from(queries, (_, i) => (i % 3) / 2);
  const after = { 'nDCG@10': column(), 'MRR@10': column() };
  const large = { ...run, details: { ...run.details, values: [{ ...values, queries, after }] } };
  const by = { set: '', metric: 'MRR@10' };
  const { figures, metrics } = await compareStoredRuns([large, large], by, context);
  expect(metrics).toEqual(['nDCG@10', 'MRR@10']);
  expect(figures.map((one) => Object.keys(one ?? {}))).toEqual([['MRR@10'], ['MRR@10']]);
  expect(figures[0]?.['MRR@10']?.mean).toBeCloseTo(0.5, 12);
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(compareStoredRuns([large, large], by, { ...context, signal })).rejects.toThrow('enough');
});

test('a pair without a question that counts for both is refused, and the other pairs are compared', async () => {
  await train();
  const [run] = await session.runStore.read((await list()).map(({ id }) => id));
  const [values] = run?.details.values ?? [];
  if (run === undefined || values === undefined) throw new Error('the run was stored with its values');
  const counting = (...counted: number[]) => {
    const after = { 'nDCG@10': Float32Array.from(counted) };
    return { ...run, details: { ...run.details, values: [{ ...values, queries: ['a', 'b'], after }] } };
  };
  const runs = [counting(0.5, NaN), counting(NaN, 0.5), counting(1, 1)];
  const { pairs, refusals } = await compareStoredRuns(runs, { set: '', metric: 'nDCG@10' }, context);
  expect(pairs.map(({ queries }) => queries)).toEqual([1, 1]);
  expect(refusals.map(({ reason }) => reason)).toEqual(['No question counts for both of them.']);
});

test('all runs are exported, one a line', async () => {
  await train();
  await train({ lr: 1e-5 });
  const { name, blob } = await perform(session, 'exportRuns', {}, context);
  const lines = (await blob.text()).trimEnd().split('\n');
  expect(name).toBe('kennel-runs.jsonl');
  const runs = lines.map((line) => JSON.parse(line) as unknown); // looked at below
  expect(runs).toMatchObject([
    { settings: { lr: '0.00001' }, steps: { step: [1, 2, 3, 4] }, values: [{ set: 'held-out queries' }] },
    { settings: { lr: '0.0001' } },
  ]);
});
