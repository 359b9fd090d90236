import { beforeAll, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { EngineEvent } from '../protocol/events';
import { perform } from '../commands/perform';
import { Session } from './session';

const decoder = new TextDecoder();
const context = { signal: new AbortController().signal, emit: (): void => undefined };

function jsonl(count: number): File {
  const line = (i: number): string =>
    JSON.stringify({
      query: `what is thing ${String(i)} for`,
      positive: `Thing ${String(i)} is made for purpose ${String(i * 7)}.`,
    });
  return new File([Array.from({ length: count }, (_, i) => line(i)).join('\n')], 'pairs.jsonl');
}

async function open(rows: number): Promise<Session> {
  const session = new Session();
  await perform(session, 'openDevice', { backend: 'wasm' }, context);
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context);
  await perform(session, 'openTrainingData', { source: { kind: 'files', files: [jsonl(rows)] } }, context);
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
    'training-log.jsonl',
  ]);
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
  expect(result.notes.join()).toMatch(/queries were left out, because the trained weights have seen them/);
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
