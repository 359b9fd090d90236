import { beforeAll, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import { noveltyOf } from '../../core/data/passage-novelty';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import { Session } from '../session/session';
import { pairsFile } from '../testing/pairs-file';
import { alignmentStage } from './alignment-stage';

const context = { signal: new AbortController().signal, emit: (): void => undefined };
const settings = (change: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  lr: 1e-3,
  batch: 8,
  evalEvery: 100,
  loadBest: false,
  alignLr: 1e-3,
  alignBatch: 4,
  ...change,
});

let session: Session;
let rows: { query: string; positive: string }[] = [];

/** The labelled passage of each row is better than that of the next row. */
function preferencesFile(extra: readonly object[] = []): File {
  const lines = rows.map(({ query, positive }, i) => ({
    query,
    chosen: positive,
    rejected: rows[(i + 1) % rows.length]?.positive,
  }));
  return new File([[...lines, ...extra].map((line) => JSON.stringify(line)).join('\n')], 'p.jsonl');
}

const openPreferences = (extra: readonly object[] = []) =>
  perform(
    session,
    'openPreferences',
    { source: { kind: 'files', files: [preferencesFile(extra)] }, settings: settings() },
    context,
  );

async function embedding(): Promise<number[]> {
  const request = { texts: ['which part serves'], kind: 'query' as const, settings: settings() };
  return [...(await perform(session, 'embed', request, context)).values];
}

beforeAll(async () => {
  session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  const file = pairsFile(24);
  rows = (await file.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as (typeof rows)[number]); // written by `pairsFile`
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [file] } }, context);
});

test('without preferences there is nothing to align with', async () => {
  expect(await perform(session, 'preferences', { settings: settings() }, context)).toBeNull();
  await expect(perform(session, 'align', { settings: settings() }, context)).rejects.toThrow('preferences');
  await expect(perform(session, 'rollBack', { to: 'distilled' }, context)).rejects.toThrow('no alignment');
});

test('distilled, aligned, rolled back: each has its own weights, figures and card', async () => {
  const [first, second] = rows;
  const tie = { query: first?.query, chosen: 'one', rejected: 'another', tie: true };
  const back = { query: second?.query, chosen: rows[2]?.positive, rejected: second?.positive };
  const report = await openPreferences([tie, back]);
  // The two opposite ones say nothing.
  expect(report.counts).toMatchObject({ preferences: 26, ties: 1, contradictions: 2, rows: 23, circles: 0 });

  const untouched = await embedding();
  const distilled = await perform(session, 'train', { settings: settings() }, context);
  const before = await embedding();
  expect(before).not.toEqual(untouched);

  const events: EngineEvent[] = [];
  const heard = { ...context, emit: (event: EngineEvent): number => events.push(event) };
  const aligned = await perform(session, 'align', { settings: settings() }, heard);
  const after = await embedding();
  expect(after).not.toEqual(before);
  expect(aligned.loss).toBe('plackett-luce');
  // The held-out queries are those of the training, and none of them is aligned on.
  expect(aligned.testSet).toEqual(distilled.testSet);
  const figures = aligned.alignment;
  expect(figures?.distilled).toBe(true);
  expect(figures?.counts.evaluated).toBeGreaterThan(0);
  expect(aligned.steps).toBe(Math.ceil((figures?.counts.rows ?? 0) / 4));
  // What the alignment began with is what the distillation left.
  const metric = aligned.metric;
  expect(aligned.baseline.untouched[metric]).toBeCloseTo(distilled.metrics[metric] ?? Number.NaN, 12);
  expect(figures?.sets[0]?.untouched?.mean).toBeCloseTo(
    distilled.baseline.untouched[metric] ?? Number.NaN,
    12,
  );
  expect(events.some((event) => event.kind === 'note' && event.text.includes('partial Plackett-Luce'))).toBe(
    true,
  );
  expect(events.filter(({ kind }) => kind === 'step')).toHaveLength(aligned.steps);

  // A second alignment starts from the distilled model, not from the aligned one.
  const again = await perform(session, 'align', { settings: settings() }, context);
  expect(again.metrics).toEqual(aligned.metrics);
  expect(await embedding()).toEqual(after);

  const { blob } = await perform(session, 'exportModel', { precision: 'F16' }, context);
  const card = new TextDecoder().decode(unzipSync(new Uint8Array(await blob.arrayBuffer()))['README.md']);
  expect(card).toContain('plackett-luce');
  expect(card).toContain('## Stages');

  expect(await perform(session, 'rollBack', { to: 'distilled' }, context)).toEqual(distilled);
  expect(await embedding()).toEqual(before);
  const report2 = await perform(session, 'evaluate', { settings: settings() }, context);
  expect(report2.metrics[metric]).toBeCloseTo(distilled.metrics[metric] ?? Number.NaN, 12);
  expect((await perform(session, 'rollBack', { to: 'aligned' }, context))?.loss).toBe('plackett-luce');
  expect(await embedding()).toEqual(after);
});

test('every option trains: Bradley-Terry, lists, ties, labelled passages, a hold on the model', async () => {
  await perform(session, 'rollBack', { to: 'distilled' }, context);
  const tie = { query: rows[0]?.query, chosen: 'one part', rejected: 'another part', tie: true };
  await openPreferences([tie]);
  const embeddings: number[][] = [];
  for (const change of [
    { alignLoss: 'bradley-terry' },
    { alignTies: 'together', alignLists: 'lists', goldAnchor: true },
    { klWeight: 100 },
    { miniBatch: 2 },
  ] as const) {
    const result = await perform(session, 'align', { settings: settings(change) }, context);
    expect(result.loss).toBe('alignLoss' in change ? change.alignLoss : 'plackett-luce');
    embeddings.push(await embedding());
  }
  expect(new Set(embeddings.map(String)).size).toBe(4);
});

test('a cancelled alignment leaves what it had, and the way back; another training leaves no way back', async () => {
  await openPreferences();
  await perform(session, 'rollBack', { to: 'distilled' }, context);
  const before = await embedding();
  const stop = new AbortController();
  const cancelled = perform(
    session,
    'align',
    { settings: settings({ alignEpochs: 50, evalEvery: 1, loadBest: true }) },
    {
      signal: stop.signal,
      emit: (event) => {
        if (event.kind === 'step' && event.step === 8) stop.abort();
      },
    },
  );
  await expect(cancelled).rejects.toThrow('abort');
  await perform(session, 'rollBack', { to: 'distilled' }, context);
  expect(await embedding()).toEqual(before);

  await perform(session, 'train', { settings: settings({ epochs: 2 }) }, context);
  const trained = await embedding();
  expect(trained).not.toEqual(before);
  await expect(perform(session, 'rollBack', { to: 'distilled' }, context)).rejects.toThrow('no alignment');
  expect(await embedding()).toEqual(trained);
});

test('passages of preferences count as seen where questions are told by new passages', () => {
  const [row] = rows;
  const seen = { ...{ file: 'p', line: 1, query: 'q', queryId: undefined }, neither: false };
  const preference = { ...seen, tiers: [['preferred'], ['not preferred']] };
  const labelled = [{ file: 'r', line: 1, query: 'r', positives: [row?.positive ?? ''], negatives: [] }];
  const stage = alignmentStage({ rows: [preference], labelled }, settings());
  const corpus = ['preferred', 'not preferred', row?.positive ?? '', 'new'].map((text) => ({
    id: text,
    title: '',
    text,
  }));
  const set = {
    ...{ name: 'test', corpus, queries: corpus.map(({ id }) => ({ id, text: id })) },
    qrels: new Map(corpus.map(({ id }) => [id, new Map([[id, 1]])])),
  };
  expect(noveltyOf(set, stage.seen, settings())).toEqual(['seen', 'seen', 'seen', 'new']);
});

test('an alignment is not measured on questions that the weights before it were trained on', async () => {
  const halves = (change: Partial<Settings> = {}) => ({ settings: settings({ heldOut: 0.5, ...change }) });
  const notes = async (change: Partial<Settings> = {}): Promise<string> =>
    (await perform(session, 'align', halves(change), context)).notes.join();
  await perform(session, 'train', halves(), context);
  expect(await notes()).not.toContain('have seen');
  // Another seed draws other questions, most of which were trained on.
  const drawn = await notes({ seed: 8 });
  expect(drawn).toContain('4 of 6 queries of "held-out queries" were left out, because the trained weights');
  expect(drawn).toContain('3 of 6 queries of "held-out dev" were left out, because the trained weights');
  await expect(notes({ seed: 3 })).rejects.toThrow('have seen every one of these queries');

  const ids = rows.map((_, i) => String(i));
  const qrels = (from: number, to: number) =>
    ['query-id\tcorpus-id\tscore', ...ids.slice(from, to).map((id) => `${id}\t${id}\t1`)].join('\n');
  const lines = (texts: readonly object[]) => texts.map((line) => JSON.stringify(line)).join('\n');
  const files = [
    new File([lines(rows.map(({ positive }, i) => ({ _id: ids[i], text: positive })))], 'corpus.jsonl'),
    new File([lines(rows.map(({ query }, i) => ({ _id: ids[i], text: query })))], 'queries.jsonl'),
    new File([qrels(0, 10)], 'test.tsv'),
    new File([qrels(10, 18)], 'dev.tsv'),
  ];
  await perform(session, 'openEvaluationData', { source: { kind: 'files', files } }, context);
  expect(await notes()).toMatch(/\d of 10 queries of ".*" were left out, because the trained weights/);
});

test('the figures of the untouched model stand beside only what was measured in the same way', async () => {
  await perform(session, 'openEvaluationData', { source: { kind: 'heldOut' } }, context);
  await perform(session, 'train', { settings: settings() }, context);
  const untouched = async (change: Partial<Settings>) => {
    const { alignment } = await perform(session, 'align', { settings: settings(change) }, context);
    return alignment?.sets.map((set) => [set.untouched, set.overall].map((figure) => figure !== null));
  };
  expect(await untouched({})).toEqual([[true, true]]);
  expect(await untouched({ gain: 'exponential' })).toEqual([[false, false]]);
  expect(await untouched({ k: 5 })).toEqual([[false, false]]);
});

test('a small rate is no fault of an alignment', async () => {
  const rate = { lr: 2e-5, alignLr: 2e-5 };
  const aligned = await perform(session, 'align', { settings: settings(rate) }, context);
  expect(aligned.notes.join()).not.toContain('hardly moves');
  const trained = await perform(session, 'train', { settings: settings(rate) }, context);
  expect(trained.notes.join()).toContain('A learning rate of 0.00002 hardly moves the pocket encoder');
});
