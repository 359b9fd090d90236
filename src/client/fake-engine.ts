/** An engine that computes nothing: for tests and screenshots only, never part of the built page. */
import type { Settings } from '../core/settings/settings';
import type { Api, Command, FromWorker, ResponseOf, WireError } from '../engine/protocol';
import type { EvaluationDataReport } from '../engine/protocol/data';
import type { EngineEvent } from '../engine/protocol/events';
import type { OutputFile, RunResult } from '../engine/protocol/results';
import { alignedResult, FAKE_PREFERENCES } from './fake-alignment';
import { fakeComparisonOfTexts } from './fake-distribution';
import { fakeDoctor } from './fake-doctor';
import {
  FAKE_BASELINE,
  FAKE_DEVICE,
  FAKE_MEMORY,
  FAKE_DATA,
  FAKE_EVALUATION_DATA,
  FAKE_OTHER_DATA,
  FAKE_LENGTHS,
  FAKE_MODEL,
  FAKE_SELF_CHECK,
  fakeAssessment,
  fakeDev,
  fakeStep,
  finishedResult,
} from './fake-reports';
import { fakeCutoffs } from './fake-cutoffs';
import { fakeComparison, fakeQuestions, fakeSearch } from './fake-inspect';
import { FAKE_LLM_TEST } from './fake-llm';
import { fakeMap, fakeSimilarity } from './fake-map';
import { FakePairs } from './fake-pairs';
import { fakeMining, fakeMiningPreview } from './fake-mining';
import { fakeRunComparisons, fakeRunFiles } from './fake-run-files';
import { FakeStoredRuns } from './fake-stored-runs';
import { FAKE_ESTIMATE, FakeSynthesis, fakeSourceTexts } from './fake-synthesis';
import { fakeStudyPlan, fakeStudyReport, fakeStudyTable } from './fake-study';
import type { StartEngine } from './port';

export { finishedResult } from './fake-reports';

export interface FakeOptions {
  /** Milliseconds that a step of a long operation takes. */
  readonly delay?: number;
  readonly steps?: number;
  /** Commands that fail, and how. */
  readonly failing?: Partial<Record<Command, WireError>>;
}

const FAKE_LLM_COUNTS = {
  ...{ replies: 12, cached: 0, retries: 0, failed: 0 },
  ...{ promptTokens: 3000, completionTokens: 60, cost: 0 },
};

interface Work {
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
  readonly options: Required<FakeOptions>;
  readonly control: Control;
}

/** What pause, resume and stop have asked for, and which evaluation sets are open. */
interface Control {
  wish: 'run' | 'pause' | 'stop';
  training: boolean;
  sets: readonly EvaluationDataReport[];
  readonly storedRuns: FakeStoredRuns;
  readonly pairs: FakePairs;
  readonly synthesis: FakeSynthesis;
}

type Handlers = { [C in Command]: (work: Work, request: Api[C]['request']) => Promise<ResponseOf<C>> };

const HANDLERS: Handlers = {
  askMapping: (_, { file: path }) =>
    Promise.resolve({ file: path, columns: ['query', 'positive'], rows: [], guess: { query: 'query' } }),
  openDevice: () => Promise.resolve({ ...FAKE_DEVICE }),
  openTrainingData: (work) => slowly(work, 'Reading train.jsonl', 'rows', 260, { ...FAKE_DATA }),
  openEvaluationData: ({ control: shared }, { source, role = 'in' }) => {
    const opened = role === 'in' ? FAKE_EVALUATION_DATA : FAKE_OTHER_DATA;
    const others = shared.sets.filter(({ name }) => name !== opened.name);
    shared.sets = source.kind === 'heldOut' ? [] : [...others, opened];
    return Promise.resolve(shared.sets);
  },
  changeEvaluationData: ({ control: shared }, { name, change }) => {
    shared.sets = shared.sets.flatMap((set) => {
      if (set.name !== name) return [set];
      return change === 'remove' ? [] : [{ ...set, role: change }];
    });
    return Promise.resolve(shared.sets);
  },
  openModel: (work, { source }) => {
    const report = { ...FAKE_MODEL, name: source.kind === 'hub' ? source.id : FAKE_MODEL.name };
    return slowly(work, 'Loading model.safetensors', 'bytes', 6_050_816, report);
  },
  checkData: (work, { settings }) =>
    slowly(work, 'Checking the training data', 'rows', 260, fakeDoctor(settings)),
  compareGroups: (work, request) =>
    slowly(work, 'Embedding the texts', 'texts', 370, fakeComparisonOfTexts(request)),
  measureLengths: () => Promise.resolve(FAKE_LENGTHS),
  train: (work) => train(work, finishedResult()),
  openPreferences: (work) => slowly(work, 'Reading preferences', 'bytes', 80_000, FAKE_PREFERENCES),
  preferences: () => Promise.resolve(null),
  align: (work) => train(work, alignedResult()),
  rollBack: (_, { to }) => Promise.resolve(to === 'aligned' ? alignedResult() : finishedResult()),
  evaluate: (work) => slowly(work, 'Embedding the corpus', 'passages', 180, fakeAssessment()),
  control: (work, { action }) => Promise.resolve(control(work, action)),
  exportData: (work, { form }) =>
    slowly(work, 'Writing the data', 'rows', 260, file(`training-data-${form}.jsonl`, '{}')),
  exportModel: () => Promise.resolve(file('kennel-pocket.zip', 'a zip')),
  exportRecords: () =>
    Promise.resolve(
      ['metrics.json', 'per-query.csv', 'run.trec', 'training-log.jsonl'].map((name) => file(name, name)),
    ),
  questions: (_, request) => Promise.resolve(fakeQuestions(request)),
  cutoffs: (_, request) => Promise.resolve(fakeCutoffs(request)),
  rankings: (_, { of, query }) => {
    const systems = of === 'run' ? (['bm25', 'before', 'after'] as const) : (['bm25', 'after'] as const);
    return Promise.resolve({ id: query, ...fakeComparison('how long does it charge', systems) });
  },
  searchable: () =>
    Promise.resolve([{ name: 'sample', passages: 180, examples: ['how long does it charge'] }]),
  search: (work, { set, query }) => slowly(work, 'Embedding', 'passages', 180, fakeSearch(set, query)),
  exportIndex: () => Promise.resolve(file('corpus-index.zip', 'a zip')),
  projectEmbeddings: (work, request) =>
    slowly(work, 'Placing checkpoints', 'checkpoints', 3, fakeMap(request)),
  evaluateRunFiles: (work, { runs }) =>
    slowly(work, 'Reading run files', 'bytes', 50_000_000, fakeRunFiles(runs)),
  compareRunFiles: (_, request) => Promise.resolve(fakeRunComparisons(request)),
  exportRunFiles: () => Promise.resolve(['metrics.json', 'per-query.csv'].map((name) => file(name, name))),
  listRuns: ({ control: { storedRuns } }) => Promise.resolve(storedRuns.list()),
  changeRun: ({ control: { storedRuns } }, { id, change }) => Promise.resolve(storedRuns.change(id, change)),
  deleteRun: ({ control: { storedRuns } }, { id }) => Promise.resolve(storedRuns.remove(id)),
  restoreRun: ({ control: { storedRuns } }, { run }) => Promise.resolve(storedRuns.restore(run)),
  compareStoredRuns: ({ control: { storedRuns } }, request) => Promise.resolve(storedRuns.compare(request)),
  exportRuns: () => Promise.resolve(file('kennel-runs.jsonl', '{}')),
  selfCheck: (work) => slowly(work, 'Checking Attention', 'checks', 24, FAKE_SELF_CHECK),
  testLlm: () => Promise.resolve(FAKE_LLM_TEST),
  openDocuments: (work) =>
    slowly(work, 'Reading corpus.jsonl', 'documents', 180, fakeSourceTexts('documents')),
  openQueries: (work) => slowly(work, 'Reading queries.jsonl', 'queries', 40, fakeSourceTexts('queries')),
  estimateSynthesis: () => Promise.resolve(FAKE_ESTIMATE),
  synthesize: (work) => work.control.synthesis.make(work.emit, () => rest(work)),
  synthesis: ({ control: { synthesis } }) => Promise.resolve(synthesis.report()),
  // As if another tab had always changed it.
  synthesisNews: ({ control: { synthesis } }) => Promise.resolve(synthesis.report()),
  changeSynthetic: ({ control: { synthesis } }, { ids, change }) =>
    Promise.resolve(synthesis.change(ids, change)),
  clearSynthesis: ({ control: { synthesis } }) => Promise.resolve(synthesis.clear()),
  keepReplies: () => Promise.resolve({ replies: 0 }),
  useSynthesis: async ({ control: { synthesis } }) => Promise.resolve(synthesis.use()),
  exportSynthesis: (work, { what }) =>
    slowly(
      work,
      'Writing the rows',
      'rows',
      40,
      file(what === 'rows' ? 'synthetic.jsonl' : 'replies.jsonl', '{}'),
    ),
  proposePairs: (work) =>
    slowly(work, 'Embedding the passages', 'passages', 180, work.control.pairs.propose()),
  pairs: ({ control: shared }) => Promise.resolve(shared.pairs.report()),
  clearPairs: ({ control: shared }) => Promise.resolve(shared.pairs.clear()),
  estimateJudging: () =>
    Promise.resolve({ requests: 12, cached: 0, promptTokens: 3000, completionTokens: 60, cost: 0 }),
  judgePairs: (work) => judgePairs(work),
  judgePair: ({ control: shared }, { id, verdict }) =>
    Promise.resolve(shared.pairs.judge(id, { person: verdict })),
  usePreferences: ({ control: shared }, { settings: { judge } }) => {
    const { preferred, ties, neither } = shared.pairs.report().rates[judge];
    return Promise.resolve({ judge, count: preferred + ties + neither, ties, neither, inCycles: 0 });
  },
  exportPreferences: () => Promise.resolve(file('preferences.jsonl', '{}')),
  mine: (work, { settings }) => slowly(work, 'Embedding the passages', 'passages', 180, fakeMining(settings)),
  previewMining: (_, { settings, examples }) => Promise.resolve(fakeMiningPreview(settings, examples)),
  useMined: () => Promise.resolve({ ...FAKE_DATA, notes: ['Hard negatives were mined.'] }),
  exportMined: () => Promise.resolve(file('mined.jsonl', '{}')),
  estimateStudy: (work, { settings }) =>
    slowly(work, 'Timing a few steps', 'steps', 4, fakeStudyPlan(settings)),
  study: (work, { settings }) => fakeStudy(work, settings),
  studyTable: (_, { reference }) => Promise.resolve(fakeStudyTable(12, reference)),
  exportStudy: () => Promise.resolve(['study.json', 'study.csv', 'study.md'].map((name) => file(name, name))),
  clearStudy: () => Promise.resolve({}),
  embed: (_, { texts }) => Promise.resolve({ dimension: 1, values: new Float32Array(texts.length) }),
};

/** A `StartEngine` that answers after the given delays, with canned results. */
export function fakeEngine(given: FakeOptions = {}): StartEngine {
  const options = { delay: 0, steps: 36, failing: {}, ...given };
  return (listener) => {
    const aborts = new Map<number, AbortController>();
    const shared: Control = {
      ...{ wish: 'run', training: false, sets: [] },
      ...{ storedRuns: new FakeStoredRuns(), pairs: new FakePairs(), synthesis: new FakeSynthesis() },
    };
    return {
      close: () => {
        for (const abort of aborts.values()) abort.abort();
      },
      abort: (id) => aborts.get(id)?.abort(),
      send: (call) => {
        const { id, command, request } = call;
        const stop = new AbortController();
        aborts.set(id, stop);
        const work: Work = {
          signal: stop.signal,
          options,
          control: shared,
          emit: (event) => {
            listener.message({ id, event });
          },
        };
        answer(command, work, request).then(
          (result) => {
            listener.message(result(id));
          },
          (error: unknown) => {
            listener.message({ id, error: toWire(error) });
          },
        );
      },
    };
  };
}

async function answer<C extends Command>(
  command: C,
  work: Work,
  request: Api[C]['request'],
): Promise<(id: number) => FromWorker> {
  await rest(work);
  const failure = work.options.failing[command];
  // Thrown as it will cross: the page sees only the wire form of an error.
  if (failure !== undefined) throw Object.assign(new Error(failure.message), failure);
  const result = await HANDLERS[command](work, request);
  return (id) => ({ id, command, result }) as FromWorker; // the handler is that of the command
}

function toWire(error: unknown): WireError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, file, line, question }: WireError = error;
  return {
    name,
    message,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(question === undefined ? {} : { question }),
  };
}

/** The language model prefers the first of every pair, in both orders. */
async function judgePairs(work: Work) {
  const { emit, control: shared } = work;
  const { pairs } = shared.pairs.report();
  for (const [done, { id }] of pairs.entries()) {
    await rest(work);
    const llm = { verdict: 'first', orders: ['A', 'B'], model: 'fake', promptVersion: 'v1' } as const;
    emit({ kind: 'pairs', ...shared.pairs.judge(id, { llm }), counts: FAKE_LLM_COUNTS });
    emit({ kind: 'progress', phase: 'Judging pairs', done: done + 1, total: pairs.length, unit: 'pairs' });
  }
  return { ...shared.pairs.report(), ended: 'finished' as const, counts: FAKE_LLM_COUNTS };
}

async function fakeStudy(work: Work, settings: Settings) {
  const { cells, design } = fakeStudyPlan(settings);
  const total = cells.length + 2;
  for (let done = 0; done <= total; done++) {
    work.emit({ kind: 'study', cell: null, done, total, table: fakeStudyTable(Math.max(0, done - 2)) });
    const phase = `${design.runs[0]?.name ?? ''}, seed 1, step 3 of 44`;
    work.emit({ kind: 'progress', phase, done, total, unit: 'cells', secondsLeft: 240 * (total - done) });
    await rest(work);
  }
  return fakeStudyReport(settings);
}

async function train(work: Work, result: RunResult): Promise<RunResult> {
  const { emit, options, control: shared } = work;
  shared.wish = 'run';
  shared.training = true;
  await slowly(work, 'Measuring BM25 and the untouched model', 'passages', 180, null);
  emit(FAKE_MEMORY);
  emit(FAKE_BASELINE);
  emitEvaluation(work, 0);
  emit({ kind: 'state', state: 'running' });
  for (let step = 1; step <= options.steps && !wishes(shared, 'stop'); step++) {
    await pauseWhileAsked(work);
    await rest(work);
    emit(fakeStep(step, options.steps));
    if (step === 3) emit({ ...FAKE_MEMORY, measured: 58_300_000 });
    if (step % Math.ceil(options.steps / 9) === 0) emitEvaluation(work, step);
  }
  await slowly(work, 'Measuring the trained model', 'passages', 180, null);
  shared.training = false;
  return {
    ...result,
    stopped: wishes(shared, 'stop') ? ('by user' as const) : ('finished' as const),
  };
}

async function pauseWhileAsked(work: Work): Promise<void> {
  if (!wishes(work.control, 'pause')) return;
  work.emit({ kind: 'state', state: 'paused' });
  while (wishes(work.control, 'pause')) await rest(work);
  work.emit({ kind: 'state', state: 'running' });
}

function emitEvaluation({ emit, options }: Work, step: number): void {
  const mean = fakeDev(step / options.steps);
  const other = 0.3807 - 0.05 * (step / options.steps);
  emit({
    kind: 'evaluation',
    step,
    mean,
    low: mean - 0.06,
    high: mean + 0.065,
    best: true,
    others: [{ name: 'sample_ood', mean: other, low: other - 0.05, high: other + 0.05 }],
  });
  emit(fakeSimilarity(step, step / options.steps));
}

function control({ control: shared }: Work, action: 'pause' | 'resume' | 'stop'): boolean {
  shared.wish = action === 'resume' ? 'run' : action;
  return shared.training;
}

/** A function, so that the compiler does not take a wish read before an await for the wish after it. */
function wishes(shared: Control, wish: Control['wish']): boolean {
  return shared.wish === wish;
}

/** Reports ten parts of an operation, then gives its result. */
async function slowly<T>(work: Work, phase: string, unit: string, total: number, result: T): Promise<T> {
  for (let part = 0; part < 10; part++) {
    work.emit({
      kind: 'progress',
      phase,
      done: Math.round((total * part) / 10),
      total,
      unit,
      secondsLeft: 10 - part,
    });
    await rest(work);
  }
  return result;
}

/** Waits one delay; throws an AbortError when the call was aborted meanwhile. */
async function rest({ signal, options }: Work): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, options.delay));
  signal.throwIfAborted();
}

function file(name: string, text: string): OutputFile {
  return { name, blob: new Blob([text]) };
}
