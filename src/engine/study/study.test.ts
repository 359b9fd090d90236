import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chooseSets } from '../../core/data/choose-sets';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import type { StudyCell } from '../../core/study/study-cell';
import { runSettings } from '../../core/study/design-study';
import { perform } from '../commands/perform';
import type { EngineEvent } from '../protocol/events';
import type { StudyEvent } from '../protocol/study';
import { Session } from '../session/session';
import { StudyStore } from './study-store';

const THINGS = ['battery', 'charger', 'motor', 'display', 'brake', 'saddle', 'pedal', 'chain'];
const settings: Settings = {
  ...defaultSettings(),
  batch: 4,
  epochs: 1,
  lr: 1e-3,
  heldOut: 0.05,
  loadBest: false,
  studyGrids: 'views,forms',
  studySeeds: 2,
};

const lines = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

function evaluationFiles(): File[] {
  const corpus = THINGS.map((thing, i) => ({
    _id: `d${String(i)}`,
    title: '',
    text: `How a ${thing} works`,
  }));
  const queries = THINGS.map((thing, i) => ({ _id: `q${String(i)}`, text: `what does the ${thing} do` }));
  const qrels = THINGS.map((_, i) => `q${String(i)}\td${String((i * 3) % 8)}\t1`);
  return [
    new File([lines(corpus)], 'corpus.jsonl'),
    new File([lines(queries)], 'queries.jsonl'),
    new File([['query-id\tcorpus-id\tscore', ...qrels].join('\n')], 'qrels/test.tsv'),
  ];
}

/** @param ofQuery what the row of a query has besides */
function trainingFile(extra: object = {}, ofQuery: Readonly<Record<string, object>> = {}): File {
  const rows = Array.from({ length: 18 }, (_, i) => ({
    query: `what is part ${String(i)} for`,
    positive: `Part ${String(i)} serves purpose ${String(7 * i)}.`,
    negative: `Part ${String(i + 40)} is blue.`,
    synthetic_positive: `The use of part ${String(i)} is ${String(7 * i)}.`,
    cot: `Think of part ${String(i)}: it is for ${String(7 * i)}.`,
    ...extra,
    ...ofQuery[`what is part ${String(i)} for`],
  }));
  return new File([lines(rows)], 'rows.jsonl');
}

const session = new Session();
let events: EngineEvent[] = [];
let aborts = new AbortController();
/** Aborts once so many cells are done. */
let limit = Infinity;
const context = () => ({
  signal: aborts.signal,
  emit: (event: EngineEvent) => {
    events.push(event);
    if (event.kind === 'study' && event.done >= limit) aborts.abort();
  },
});
const study = (change: Partial<Settings> = {}, cells: readonly StudyCell[] = []) =>
  perform(session, 'study', { settings: { ...settings, ...change }, cells }, context());
const computed = (): StudyCell[] =>
  events.filter((event): event is StudyEvent => event.kind === 'study').flatMap(({ cell }) => cell ?? []);

async function openRows(file: File): Promise<void> {
  const source = { kind: 'files', files: [file] } as const;
  await perform(session, 'openTrainingData', { source }, context());
}

async function openEvaluation(): Promise<void> {
  const source = { kind: 'files', files: evaluationFiles() } as const;
  await perform(session, 'openEvaluationData', { source }, context());
}

beforeAll(async () => {
  await perform(session, 'openDevice', { backend: 'wasm' }, context());
  await perform(session, 'openModel', { source: { kind: 'pocket' } }, context());
  await openEvaluation();
  await openRows(trainingFile());
});

beforeEach(() => {
  events = [];
  aborts = new AbortController();
  limit = Infinity;
  session.studyStore = new StudyStore(`study-${expect.getState().currentTestName ?? ''}`);
});

afterAll(() => {
  session.forgetIndexes();
});

test('every cell has the figures of a plain training with its settings, bit for bit, and the trained model stays', async () => {
  const { design, table } = await study();
  expect(session.trained).toBeNull();
  const cells = computed();
  for (const [run, seed] of [
    [design.runs[0], 1],
    [design.runs.at(-1), 2],
  ] as const) {
    if (run === undefined) throw new Error('no run');
    const cell = cells.find((one) => one.run === run.id && one.seed === seed);
    const plain = await perform(session, 'train', { settings: runSettings(settings, run, seed) }, context());
    expect(cell?.sets[0]?.values).toEqual(plain.queries.map(({ after }) => after));
    expect(cell?.steps).toBe(plain.steps);
    const untouched = cells.find((one) => one.run === 'untouched');
    expect(untouched?.sets[0]?.values).toEqual(plain.queries.map(({ before }) => before));
  }
  expect(table.rows.map(({ id, done, seeds, sameAs }) => [id, done, seeds, sameAs])).toEqual([
    ['bm25', 1, 1, null],
    ['untouched', 1, 1, null],
    ['views:labels', 2, 2, null],
    ['views:cot', 2, 2, null],
    ['views:pair', 2, 2, null],
    ['views:both', 2, 2, null],
    ['forms:out', 2, 2, 'views: + both'],
    ['forms:in', 2, 2, null],
  ]);
  session.trained = null;
});

test('where the curve chooses the weights, too', async () => {
  const change = { loadBest: true, studyGrids: 'forms', studySeeds: 1, epochs: 2 } as const;
  const { design } = await study(change);
  const [run] = design.runs;
  if (run === undefined) throw new Error('no run');
  const plain = await perform(
    session,
    'train',
    { settings: runSettings({ ...settings, ...change }, run, 1) },
    context(),
  );
  const cell = computed().find((one) => one.run === run.id);
  expect([cell?.bestStep, cell?.sets[0]?.values]).toEqual([
    plain.bestStep,
    plain.queries.map(({ after }) => after),
  ]);
  session.trained = null;
});

test('the aligned row has the figures of a training and an alignment by themselves, kept weights or not', async () => {
  const lines = Array.from({ length: 12 }, (_, i) =>
    JSON.stringify({
      query: `what is part ${String(i)} for`,
      chosen: `Part ${String(i)} serves purpose ${String(7 * i)}.`,
      rejected: `Part ${String(i + 3)} is green.`,
    }),
  );
  const source = { kind: 'files', files: [new File([lines.join('\n')], 'preferences.jsonl')] } as const;
  await perform(session, 'openPreferences', { source, settings }, context());
  const change = { studyGrids: 'views', studySeeds: 1, alignLr: 1e-3, alignBatch: 4 } as const;
  const { design } = await study(change);
  const run = design.runs.find(({ aligned }) => aligned);
  if (run === undefined) throw new Error('no aligned run');
  const alone = { settings: runSettings({ ...settings, ...change }, run, 1) };
  await perform(session, 'train', alone, context());
  const plain = await perform(session, 'align', alone, context());
  const aligned = () => computed().find((one) => one.run === run.id);
  const values = () => aligned()?.sets[0]?.values;
  const steps = [4 + plain.steps, 4 + plain.bestStep];
  expect([aligned()?.steps, aligned()?.bestStep]).toEqual(steps);
  const [own, trainedOnly] = [values(), computed().find((one) => one.run === 'views:both')];
  expect(own).toEqual(plain.queries.map(({ after }) => after));
  expect(own).not.toEqual(trainedOnly?.sets[0]?.values);
  // With its base stored, the aligned run trains by itself.
  const base = new StudyStore('study-base');
  for (const cell of computed().filter((one) => one.run !== run.id)) await base.add(cell);
  session.studyStore = base;
  events = [];
  expect((await study(change)).computed).toBe(1);
  expect(values()).toEqual(own);
  expect([aligned()?.steps, aligned()?.bestStep]).toEqual(steps);
  session.trained = null;
  session.preferences = null;
});

test('a study that was aborted after two cells goes on where it stopped, to the same table', async () => {
  limit = 4; // two baselines and two cells
  await expect(study()).rejects.toThrow(/abort/i);
  const before = computed();
  expect(before).toHaveLength(4);
  events = [];
  aborts = new AbortController();
  limit = Infinity;
  const plan = await perform(session, 'estimateStudy', { settings }, context());
  expect(plan.cells.map(({ stored }) => stored).filter(Boolean)).toHaveLength(2);
  expect(plan.seconds).toBeGreaterThan(0);
  const resumed = await study();
  const after = computed();
  expect(after).toHaveLength(8);
  const named = (cells: readonly StudyCell[]) => cells.map(({ run, seed }) => `${run} ${String(seed)}`);
  expect(named(after).filter((name) => named(before).includes(name))).toEqual([]);
  // Elsewhere, with the cells as a file gives them.
  session.studyStore = new StudyStore('study-elsewhere');
  events = [];
  const given = JSON.parse(JSON.stringify([...before, ...after])) as StudyCell[]; // the same cells
  const again = await study({}, given);
  expect([again.computed, computed().length]).toEqual([0, 0]);
  expect(again.table).toEqual(resumed.table);
});

test('a changed setting, and other rows, start anew only the cells they affect', async () => {
  const small = { studySeeds: 1 } as const;
  expect((await study(small)).computed).toBe(7);
  // The form matters where there are several positives: not for labels only; and each variant of `forms` sets it.
  expect((await study({ ...small, form: 'in' })).computed).toBe(2);
  const labels = { ...settings, ...small, loss: 'distill', views: 'labels', hardNegatives: 0 } as const;
  const plain = await perform(session, 'train', { settings: { ...labels, form: 'in' } }, context());
  const cell = computed().find(({ run }) => run === 'views:labels');
  expect(cell?.sets[0]?.values).toEqual(plain.queries.map(({ after }) => after));
  session.trained = null;
  expect((await study({ ...small, studySeeds: 2 })).computed).toBe(5);
  expect((await study({ ...small, precision: 'F16', llmModel: 'x' })).computed).toBe(0);
  await openRows(trainingFile({ cot: 'Another thought.' }));
  expect((await study(small)).computed).toBe(5);
  await openRows(trainingFile());
});

test('without an evaluation set the same questions are held out for all seeds', async () => {
  const source = { kind: 'heldOut' } as const;
  await perform(session, 'openEvaluationData', { source }, context());
  await study({ studyGrids: 'forms', heldOut: 0.3 });
  const cells = computed();
  expect(new Set(cells.map(({ sets }) => sets[0]?.questions)).size).toBe(1);
  const files = await perform(session, 'exportStudy', { sources: null }, context());
  const text = await files.find(({ name }) => name === 'study.md')?.blob.text();
  expect(text).toContain('--splitSeed 1');
  const json = JSON.parse((await files[0]?.blob.text()) ?? '') as { rows: { commands: string[] }[] }; // our own file
  expect(json.rows.at(-1)?.commands).toHaveLength(2);
});

/** The query that a seed holds out for the curve. */
function heldOutWith(seed: number): string {
  const { training, evaluations } = session;
  const sets = chooseSets({ rows: training?.rows ?? [], evaluations, settings: { ...settings, seed } });
  return sets.dev.queries[0]?.text ?? '';
}

test('a cell that cannot be trained is noted, in the table too, and the others go on', async () => {
  await openEvaluation();
  await openRows(trainingFile({ paradigm: 'human' }));
  const rare = heldOutWith(2);
  expect(rare).not.toBe(heldOutWith(1));
  await openRows(trainingFile({ paradigm: 'human' }, { [rare]: { paradigm: 'rare' } }));
  const change = { studyGrids: 'paradigms', batch: 8 } as const;
  const plan = await perform(session, 'estimateStudy', { settings: { ...settings, ...change } }, context());
  const sizes = plan.cells.map(({ seed, rows, steps }) => [seed, rows, steps]);
  const { table, notes, computed: made } = await study(change);
  expect(made).toBe(7);
  expect(table.rows.map(({ id, done, failed, rows }) => [id, done, failed.length, rows])).toEqual([
    ['bm25', 1, 0, null],
    ['untouched', 1, 0, null],
    ['paradigms:human:1', 2, 0, 17],
    ['paradigms:rare:1', 1, 1, 1],
    ['paradigms:human:1,rare:1', 1, 1, 2],
    ['paradigms:human:1,rare:3', 1, 1, 2],
  ]);
  const [failed] = table.rows[3]?.failed ?? [];
  expect([failed?.seed, failed?.reason]).toEqual([2, expect.stringContaining('no rows of "rare"')]);
  expect(notes).toContainEqual(expect.stringMatching(/^rare only, seed 2 failed: .*no rows of "rare"/));
  expect(notes).toContain('rare only: Mix: an epoch has 1 rows, 1 "rare" (100 %). Left out: 16 of "human".');
  const cells = computed().filter(({ seed }) => seed !== null);
  expect(sizes.filter(([, rows]) => rows !== 0)).toEqual(
    cells.map(({ seed, rows, steps }) => [seed, rows, steps]),
  );
  // What was said belongs to the stored cells: a study that goes on knows it.
  expect((await study(change)).notes).toEqual(notes);
  await openRows(trainingFile());
});

test('a study that mines is estimated, and has the notes of a plain run', async () => {
  await openEvaluation();
  session.documents = THINGS.map((thing) => ({ id: thing, title: '', text: `The ${thing} is old.` }));
  const [set] = session.evaluations;
  const change = { studyGrids: 'forms', studySeeds: 1, mineFirst: true, remineEvery: 0 } as const;
  const plan = (mineCorpus: string, more: Partial<Settings> = {}) =>
    perform(
      session,
      'estimateStudy',
      { settings: { ...settings, ...change, mineCorpus, ...more } },
      context(),
    );
  const [mined, unmined] = [await plan('documents'), await plan('documents', { mineFirst: false })];
  expect(mined.cells[0]?.measured).toBeGreaterThan(unmined.cells[0]?.measured ?? NaN);
  const { notes } = await plan(set?.name ?? '', { ties: 'expected' });
  expect(notes).toContainEqual(expect.stringContaining('has met its passages'));
  const run = {
    ...settings,
    ...change,
    mineCorpus: set?.name ?? '',
    ties: 'expected',
    loss: 'distill',
  } as const;
  const plain = await perform(session, 'train', { settings: run }, context());
  // Save for those of the course of the run.
  const before = plain.notes.filter((note) => !note.startsWith('Before epoch'));
  expect(notes).toEqual(expect.arrayContaining(before));
  session.documents = [];
  session.trained = null;
});

test('a full disk costs no figure', async () => {
  session.studyStore.add = () => Promise.reject(new Error('QuotaExceededError'));
  const { computed: made, notes } = await study({ studyGrids: 'forms', studySeeds: 1 });
  expect([made, computed()]).toEqual([4, expect.objectContaining({ length: 4 })]);
  expect(notes.filter((note) => note.includes('QuotaExceededError'))).toHaveLength(1);
  const given = computed();
  expect((await study({ studyGrids: 'forms', studySeeds: 1 }, given)).computed).toBe(0);
});

test('a study in which nothing can be trained fails', async () => {
  await expect(study({ studyGrids: 'forms', studySeeds: 1, lr: 1e30, warmup: 0 })).rejects.toThrow(
    /^No variant could be trained: Training broke at step \d+: .* usually helps\.$/,
  );
});
