import { beforeAll, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import type { SetRole } from '../../core/data/set-role';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { EngineEvent } from '../protocol/events';
import { perform } from '../commands/perform';
import { pairsFile } from '../testing/pairs-file';
import { Session } from './session';

const decoder = new TextDecoder();
const context = { signal: new AbortController().signal, emit: (): void => undefined };

/** Opens an evaluation set of so many questions, each about its own passage. */
function openSet(session: Session, name: string, role: SetRole, count: number) {
  const lines = (line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const text = (i: number): string => `Object ${String(i)} of ${name} serves as ${String(i * 3)}.`;
  const files = [
    new File(
      [lines((i) => JSON.stringify({ _id: `d-${String(i)}`, title: '', text: text(i) }))],
      'corpus.jsonl',
    ),
    new File(
      [lines((i) => JSON.stringify({ _id: `q-${String(i)}`, text: `${name}: object ${String(i)}` }))],
      'queries.jsonl',
    ),
    new File(
      [`query-id\tcorpus-id\tscore\n${lines((i) => `q-${String(i)}\td-${String(i)}\t2`)}`],
      'test.tsv',
    ),
  ];
  return perform(session, 'openEvaluationData', { source: { kind: 'files', files }, role, name }, context);
}

async function open(rows: number): Promise<Session> {
  const session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  await perform(
    session,
    'openTrainingData',
    { source: { kind: 'files', files: [pairsFile(rows)] } },
    context,
  );
  return session;
}

const settings = (change: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  lr: 1e-4,
  batch: 8,
  ...change,
});

async function exported(session: Session): Promise<Record<string, string>> {
  const { blob } = await perform(session, 'exportModel', { precision: 'F16' }, context);
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, decoder.decode(bytes)]));
}

let session: Session;
beforeAll(async () => {
  session = await open(40);
});

test('eight rows, one test query: figures without a t-test, and nothing is decided', async () => {
  const small = await open(8);
  const result = await perform(small, 'train', { settings: settings() }, context);
  expect(result).toMatchObject({ delta: { verdict: 'UNDECIDED' }, testSet: { queries: 1 } });
  expect((await perform(small, 'exportRecords', {}, context)).map(({ name }) => name)).toContain(
    'metrics.json',
  );
});

test('a finished run: its card, its records, and weights that changed', async () => {
  const result = await perform(session, 'train', { settings: settings({ loadBest: false }) }, context);
  expect(result.steps).toBe(4);
  const files = await exported(session);
  expect(files['README.md']).toContain('## Results');
  expect(files['README.md']).toContain('the rows trained on, after the checks');
  expect((await perform(session, 'exportRecords', {}, context)).map(({ name }) => name)).toEqual([
    'metrics.json',
    'per-query.csv',
    'run.trec',
    'qrels.trec',
    'training-log.jsonl',
  ]);
});

test('with a set of another domain beside its own: curves, results, records and card show both', async () => {
  const both = await open(40);
  await openSet(both, 'near', 'in', 6);
  const sets = await openSet(both, 'far away', 'out', 9);
  expect(sets.map(({ name, role }) => [name, role])).toEqual([
    ['near', 'in'],
    ['far away', 'out'],
  ]);
  const events: EngineEvent[] = [];
  const call = { ...context, emit: (event: EngineEvent): number => events.push(event) };
  const change = { loadBest: false, evalEvery: 2, lr: 1e-3 };
  const result = await perform(both, 'train', { settings: settings(change) }, call);
  expect(result).toMatchObject({
    testSet: { name: 'near', split: 'test', role: 'in', queries: 6, passages: 6 },
    others: [{ testSet: { name: 'far away', split: 'test', role: 'out', queries: 9, passages: 9 } }],
  });
  const [other] = result.others;
  expect(other?.adjustedP).toBeGreaterThanOrEqual(other?.delta.p ?? 1);
  expect(other?.queries).toHaveLength(9);

  const baseline = events.find(({ kind }) => kind === 'baseline');
  expect(baseline).toMatchObject({
    test: { name: 'near', queries: 6 },
    others: [{ name: 'far away', role: 'out', queries: 9, curve: { queries: 9 } }],
  });
  const curve = events.flatMap((event) => (event.kind === 'evaluation' ? [event] : []));
  expect(curve.length).toBeGreaterThan(2);
  for (const { others } of curve) expect(others.map(({ name }) => name)).toEqual(['far away']);
  // The last point and the result are of the same weights and the same queries.
  expect(curve.at(-1)?.others[0]?.mean).toBeCloseTo(other?.metrics['nDCG@10'] ?? Number.NaN, 12);
  expect(both.measured.map(({ set }) => set.of)).toEqual(['near', 'far away']);
  for (const { before, after } of both.measured) expect(after.run).not.toEqual(before?.run);

  const records = await perform(both, 'exportRecords', {}, context);
  expect(records.map(({ name }) => name)).toEqual([
    'metrics.json',
    'per-query.csv',
    'run.trec',
    'qrels.trec',
    'per-query.far-away.csv',
    'run.far-away.trec',
    'qrels.far-away.trec',
    'training-log.jsonl',
  ]);
  const judged = await records.find(({ name }) => name === 'qrels.far-away.trec')?.blob.text();
  expect(judged?.split('\n')[0]).toBe('q-0 0 d-0 2');
  const card = (await exported(both))['README.md'];
  expect(card).toContain('### near, in-distribution');
  expect(card).toContain('### far away, out-of-distribution');
});

test('the other sets never choose the weights', async () => {
  const alone = await open(40);
  await openSet(alone, 'near', 'in', 6);
  const change = settings({ evalEvery: 1, lr: 1e-3, epochs: 2 });
  const without = await perform(alone, 'train', { settings: change }, context);
  await openSet(alone, 'far', 'out', 9);
  const beside = await perform(alone, 'train', { settings: change }, context);
  expect(beside.bestStep).toBe(without.bestStep);
  expect(beside.metrics).toEqual(without.metrics);
});

test('a set of a name that is open replaces it and says so; its role can change; it can go', async () => {
  const fresh = new Session();
  await openSet(fresh, 'near', 'in', 6);
  const [replaced] = await openSet(fresh, 'near', 'in', 7);
  expect(replaced).toMatchObject({ queries: 7, notes: [expect.stringContaining('took the place')] });
  const [changed] = await perform(fresh, 'changeEvaluationData', { name: 'near', change: 'out' }, context);
  expect(changed?.role).toBe('out');
  await expect(
    perform(fresh, 'changeEvaluationData', { name: 'far', change: 'in' }, context),
  ).rejects.toThrow('no evaluation set "far"');
  expect(await perform(fresh, 'changeEvaluationData', { name: 'near', change: 'remove' }, context)).toEqual(
    [],
  );
});

test('an evaluation without training measures every set, an out-of-distribution one alone too', async () => {
  const fresh = new Session();
  await perform(fresh, 'openModel', { source: { kind: 'pocket' } }, context);
  await openSet(fresh, 'far', 'out', 9);
  const alone = await perform(fresh, 'evaluate', { settings: settings() }, context);
  expect(alone).toMatchObject({ testSet: { name: 'far', role: 'out' }, others: [] });
  await openSet(fresh, 'near', 'in', 6);
  const both = await perform(fresh, 'evaluate', { settings: settings() }, context);
  expect(both).toMatchObject({ testSet: { name: 'near' }, others: [{ testSet: { name: 'far' } }] });
  expect(both.others[0]?.metrics).toEqual(alone.metrics);
});

test('a cancelled run that made nothing leaves the run before as it was', async () => {
  const before = await exported(session);
  const controller = new AbortController();
  const emit = ({ kind }: EngineEvent): void => {
    if (kind === 'baseline') controller.abort();
  };
  const call = { signal: controller.signal, emit };
  await expect(perform(session, 'train', { settings: settings({ pooling: 'cls' }) }, call)).rejects.toThrow(
    'abort',
  );
  expect(await exported(session)).toEqual(before);
});

test('a cancelled run that had made better weights exports them with its own settings, and says so', async () => {
  const cancelled = await open(40);
  const controller = new AbortController();
  const change = {
    pooling: 'cls',
    queryPrompt: 'query: ',
    maxLength: 32,
    evalEvery: 1,
    epochs: 20,
    lr: 1e-3,
  } as const;
  const emit = (event: EngineEvent): void => {
    if (event.kind === 'evaluation' && event.step > 0 && event.best) controller.abort();
  };
  const call = { signal: controller.signal, emit };
  await expect(perform(cancelled, 'train', { settings: settings(change) }, call)).rejects.toThrow('abort');
  const files = await exported(cancelled);
  expect(files['README.md']).toContain('The run did not finish');
  expect(files['README.md']).not.toContain('## Results');
  expect(files['1_Pooling/config.json']).toMatch(/"pooling_mode_cls_token": true/);
  expect(files['sentence_bert_config.json']).toMatch(/"max_seq_length": 32/);
  expect(files['config_sentence_transformers.json']).toContain('query: ');
  await expect(perform(cancelled, 'exportRecords', {}, context)).rejects.toThrow('no figures to save yet');
});

test('evaluating trained weights leaves out what they have seen, and says how much', async () => {
  const result = await perform(
    session,
    'evaluate',
    { settings: settings({ seed: 2, heldOut: 0.5 }) },
    context,
  );
  expect(result.notes.join()).toMatch(
    /9 of 10 queries of "held-out queries" were left out, because the trained weights have seen/,
  );
});

test('the rules of measuring stand in the notes and in the record', async () => {
  const fresh = await open(8);
  const rules = { gain: 'exponential', ties: 'ascending', relevanceLevel: 2, dropSelfMatches: true } as const;
  const result = await perform(fresh, 'evaluate', { settings: settings(rules) }, context);
  expect(result.notes.join()).toMatch(/exponential gain.*grade 2 and above.*ascending/);
  // Held-out positives have grade 1: nothing reaches the level, and nDCG does not ask for it.
  expect(result.metrics['Recall@100']).toBe(0);
  expect(result.metrics['nDCG@100']).toBeGreaterThan(0);
  const record = (await perform(fresh, 'exportRecords', {}, context)).find(
    ({ name }) => name === 'metrics.json',
  );
  expect(JSON.parse((await record?.blob.text()) ?? '')).toMatchObject({ settings: rules });
});

test('one computation at a time; stop and pause still get through', async () => {
  const events: EngineEvent[] = [];
  const running = perform(
    session,
    'train',
    { settings: settings({ epochs: 30 }) },
    { ...context, emit: (event) => events.push(event) },
  );
  await expect(perform(session, 'openModel', { source: { kind: 'pocket' } }, context)).rejects.toThrow(
    'busy with a run',
  );
  await expect(perform(session, 'train', { settings: settings() }, context)).rejects.toThrow(
    'busy with a run',
  );
  // The run takes its first breath after it has described its data.
  while (!(await perform(session, 'control', { action: 'pause' }, context)))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await perform(session, 'control', { action: 'stop' }, context);
  expect((await running).stopped).toBe('by user');
  const states = events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
  expect(states.at(-1)).toBe('stopping');
});

test.each([
  [{ maxLength: 2 }, 'leaves no room for text'],
  [{ freezeLayers: 3 }, 'nothing is left to train'],
])(
  'settings under which nothing can be learned are refused before the baselines: %j',
  async (change, reason) => {
    const events: EngineEvent[] = [];
    const call = { ...context, emit: (event: EngineEvent): number => events.push(event) };
    await expect(perform(session, 'train', { settings: settings(change) }, call)).rejects.toThrow(reason);
    expect(events).toEqual([]);
  },
);

test('a maximum length beyond the positions is cut, with a note', async () => {
  const { notes } = await perform(
    session,
    'train',
    { settings: settings({ maxLength: 5000, epochs: 0 }) },
    context,
  );
  expect(notes.join()).toContain("more than the model's 256 positions");
});

test('a run states its memory before it starts, measures it once it is warm, and records both', async () => {
  const events: EngineEvent[] = [];
  const call = { ...context, emit: (event: EngineEvent): number => events.push(event) };
  const result = await perform(session, 'train', { settings: settings() }, call);
  const memory = events.flatMap((event) => (event.kind === 'memory' ? [event] : []));
  expect(memory.map(({ measured }) => measured === null)).toEqual([true, false]);
  expect(events.findIndex(({ kind }) => kind === 'memory')).toBeLessThan(
    events.findIndex(({ kind }) => kind === 'baseline'),
  );
  const [planned] = memory;
  expect(planned?.plan.fits).toBe(true);
  expect(result.memory).toMatchObject({ planned: planned?.plan.bytes, miniBatch: 0 });
  expect(result.memory.peak).toBeGreaterThan(0.5 * result.memory.planned);
  expect(result.memory.peak).toBeLessThan(1.2 * result.memory.planned);
  const log = (await perform(session, 'exportRecords', {}, context)).find(
    ({ name }) => name === 'training-log.jsonl',
  );
  expect(await log?.blob.text()).toContain('"kind":"memory"');
});
