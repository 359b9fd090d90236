import { beforeAll, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import type { OutputFile } from '../protocol/results';
import { Session } from './session';

const THINGS = ['batteries', 'chargers', 'motors', 'displays', 'brakes', 'saddles', 'pedals', 'chains'];
const settings: Settings = { ...defaultSettings(), batch: 4, epochs: 2, lr: 3e-4, loadBest: false };

const lines = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

/** Every question names its passage in the singular, so that only stems or plurals joined find it. */
function evaluationFiles(): File[] {
  const corpus = THINGS.map((thing, i) => ({ _id: `d${String(i)}`, title: '', text: `All about ${thing}` }));
  const queries = THINGS.map((thing, i) => ({
    _id: `q${String(i)}`,
    text: `the ${thing.replace(/ies$/, 'y').replace(/s$/, '')}`,
  }));
  const qrels = THINGS.map((_, i) => `q${String(i)}\td${String(i)}\t1`);
  return [
    new File([lines(corpus)], 'corpus.jsonl'),
    new File([lines(queries)], 'queries.jsonl'),
    new File([['query-id\tcorpus-id\tscore', ...qrels].join('\n')], 'qrels/test.tsv'),
  ];
}

function trainingFile(): File {
  const rows = Array.from({ length: 16 }, (_, i) => ({
    query: `what is part ${String(i)} for`,
    positive: `Part ${String(i)} serves purpose ${String(7 * i)}.`,
  }));
  return new File([lines(rows)], 'pairs.jsonl');
}

const session = new Session();
const events: EngineEvent[] = [];
const context = {
  signal: new AbortController().signal,
  emit: (event: EngineEvent) => void events.push(event),
};
const evaluate = (change: Partial<Settings>) =>
  perform(session, 'evaluate', { settings: { ...settings, ...change } }, context);

async function metricsJson(): Promise<Record<string, unknown>> {
  const files: readonly OutputFile[] = await perform(session, 'exportRecords', {}, context);
  const file = files.find(({ name }) => name === 'metrics.json');
  return JSON.parse((await file?.blob.text()) ?? '') as Record<string, unknown>; // the file is one object
}

beforeAll(async () => {
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const source = { kind: 'files', files: evaluationFiles() } as const;
  await perform(session, 'openEvaluationData', { source }, context);
});

test.each([
  ['english', 1],
  ['light', 1],
  ['plain', 0],
] as const)('BM25 reads words as the setting says: %s', async (bm25Analysis, expected) => {
  const { baseline } = await evaluate({ bm25Analysis });
  expect(baseline.bm25['nDCG@10']).toBe(expected);
});

test('a search takes the words of the settings, also when the corpus was indexed with others', async () => {
  const search = async (bm25Analysis: Settings['bm25Analysis'], bm25K1: number) => {
    const given = { query: 'the motor', settings: { ...settings, bm25Analysis, bm25K1 } };
    const [set] = await perform(session, 'searchable', { settings }, context);
    const report = await perform(session, 'search', { ...given, set: set?.name ?? '' }, context);
    return report.passages.flatMap(({ id, places }) =>
      places.bm25 ? [[id, places.bm25.score] as const] : [],
    );
  };
  const [found] = await search('english', 0.9);
  expect(found?.[0]).toBe('d2');
  expect(await search('plain', 0.9)).toEqual([]);
  const [other] = await search('english', 3);
  expect(other?.[0]).toBe('d2');
  expect(other?.[1]).not.toBe(found?.[1]);
});

test('the hybrid stands in an evaluation and its record, unless it is switched off', async () => {
  const on = await evaluate({});
  expect(Object.keys(on.hybrid ?? {})).toEqual(Object.keys(on.metrics));
  expect(await metricsJson()).toMatchObject({ hybrid: on.hybrid, settings: { hybrid: true, fusionK: 60 } });
  const off = await evaluate({ hybrid: false });
  expect(off).not.toHaveProperty('hybrid');
  expect(await metricsJson()).not.toHaveProperty('hybrid');
});

test('a run has it before and after, with the baselines before the first step', async () => {
  const source = { kind: 'files', files: [trainingFile()] } as const;
  await perform(session, 'openTrainingData', { source }, context);
  events.length = 0;
  const result = await perform(session, 'train', { settings }, context);
  const baseline = events.find((event) => event.kind === 'baseline');
  expect(baseline?.test.hybrid).toEqual(result.baseline.hybrid);
  expect(result.baseline.hybrid?.['nDCG@10']).toBeGreaterThan(0);
  expect(result.hybrid?.['nDCG@10']).toBeGreaterThan(0);
  const files = await perform(session, 'exportRecords', {}, context);
  const csv = await files.find(({ name }) => name === 'per-query.csv')?.blob.text();
  expect(csv?.split('\r\n')[0]).toBe(
    'query-id,query,bm25 nDCG@10,before nDCG@10,after nDCG@10,hybrid nDCG@10',
  );
});

test('questions about passages that training has seen are told apart from the others', async () => {
  const source = { kind: 'files', files: evaluationFiles() } as const;
  await perform(session, 'openEvaluationData', { source }, context);
  const rows = [
    // Twice each, since one question is held out for the curve.
    ...['where', 'which'].flatMap((word) => [
      { query: `${word} are the motors`, positive: 'all about motors', negative: 'x' },
      { query: `${word} are the brakes`, positive: `${word} stop`, negative: 'All about brakes' },
    ]),
    ...Array.from({ length: 12 }, (_, i) => ({
      query: `part ${String(i)}`,
      positive: `It is ${String(i)}.`,
    })),
  ];
  const files = [new File([lines(rows)], 'pairs.jsonl')];
  await perform(session, 'openTrainingData', { source: { kind: 'files', files } }, context);
  const heldOut = { ...settings, seed: 2, heldOut: 0.02 };
  const { byPassages, queries } = await perform(session, 'train', { settings: heldOut }, context);
  const counts = [byPassages.seen.queries, byPassages.mixed.queries, byPassages.new.queries];
  expect(counts).toEqual([2, 0, 6]);
  const seen = queries.filter(({ text }) => /motor|brake/.test(text));
  const mean = seen.reduce((sum, { after }) => sum + after, 0) / 2;
  expect(byPassages.seen.after).toBeCloseTo(mean, 12);
});
