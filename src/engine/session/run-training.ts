import type { ChosenSets } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import { expandPositives } from '../../core/data/expand-positives';
import { createSampler } from '../../core/data/sampler';
import type { Settings } from '../../core/settings/settings';
import { compare } from '../../core/significance/compare';
import type { Bm25 } from '../../core/text/bm25';
import { meanInterval } from '../../core/significance/mean-interval';
import { headlineMetric, measureRun, retrievalDepth, type Measured } from '../evaluate/measured-model';
import { indexBm25, rankBm25 } from '../evaluate/rank-bm25';
import { embedCorpus, orderCorpus, rankQueries, type EmbeddedCorpus } from '../evaluate/rank-queries';
import type { BiEncoder } from '../model/bi-encoder';
import type { HostTensor } from '../model/weights';
import type { BackendName } from '../protocol/device';
import type { EngineEvent, MemoryEvent } from '../protocol/events';
import type { RunResult } from '../protocol/results';
import type { RunControl } from '../train/run-control';
import { train, type TrainingOutcome } from '../train/trainer';
import { planRun } from './plan-run';

export interface RunContext {
  readonly settings: Settings;
  readonly sets: ChosenSets;
  readonly model: BiEncoder;
  readonly backend: BackendName;
  readonly control: RunControl;
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
  /** Called with the trained weights at every new best. */
  readonly keep: (weights: ReadonlyMap<string, HostTensor>, step: number) => void;
}

/** A finished run: the result for the page and the rankings for the files. */
export interface FinishedRun {
  readonly result: RunResult;
  readonly bm25: Measured;
  readonly before: Measured;
  readonly after: Measured;
}

/** The plan of its memory first, then baselines, training, then the same measurement again. */
export async function runTraining(context: RunContext, modelName: string): Promise<FinishedRun> {
  const started = performance.now();
  for (const text of context.sets.notes) context.emit({ kind: 'note', text });
  const memory = await planRun(context);
  context.emit(memory);
  const bm25 = await measureBm25(context);
  await context.control.checkpoint();
  const untouched = await measureBoth(context, 'Measuring the untouched model');
  emitBaseline(context, bm25, untouched);
  const outcome = await trainModel(context, untouched.dev, memory);
  // Step 0: nothing was better on the curve, so the weights are the untouched ones.
  const same = outcome.bestStep === 0;
  const after = same
    ? untouched.test
    : await measureSet(context, context.sets.test, 'Measuring the trained model');
  const seconds = (performance.now() - started) / 1000;
  const parts = { bm25: bm25.test, before: untouched.test, after };
  const result = buildResult(context, modelName, { ...outcome, plan: memory.plan }, parts, seconds);
  return { result, ...parts };
}

interface Both {
  readonly dev: Measured;
  readonly test: Measured;
}

/** BM25 on a set. */
export async function measureBm25Set(
  context: Pick<RunContext, 'settings' | 'signal' | 'emit'>,
  set: EvalSet,
): Promise<Measured> {
  return rankedByBm25(context, set, await indexFor(context, set));
}

function indexFor(
  { settings, signal, emit }: Pick<RunContext, 'settings' | 'signal' | 'emit'>,
  set: EvalSet,
): Promise<Bm25> {
  const total = set.corpus.length;
  return indexBm25(set, settings.ties, signal, (done) => {
    emit({ kind: 'progress', phase: 'Indexing for BM25', done, total, unit: 'passages' });
  });
}

async function rankedByBm25(
  { settings, signal, emit }: Pick<RunContext, 'settings' | 'signal' | 'emit'>,
  set: EvalSet,
  index: Bm25,
): Promise<Measured> {
  const total = set.queries.length;
  const run = await rankBm25(set, index, retrievalDepth(settings), signal, (done) => {
    emit({ kind: 'progress', phase: `Ranking "${set.name}" with BM25`, done, total, unit: 'queries' });
  });
  return measureRun(run, set, settings);
}

/** BM25 on both sets, with one index where their corpus is the same. */
async function measureBm25(context: RunContext): Promise<Both> {
  const { dev, test } = context.sets;
  const testIndex = await indexFor(context, test);
  const devIndex = dev.corpus === test.corpus ? testIndex : await indexFor(context, dev);
  return {
    dev: await rankedByBm25(context, dev, devIndex),
    test: await rankedByBm25(context, test, testIndex),
  };
}

async function embedFor(
  context: Pick<RunContext, 'model' | 'settings' | 'signal' | 'emit'>,
  set: EvalSet,
  phase: string,
) {
  const { model, settings, signal, emit } = context;
  const ordered = orderCorpus(set.corpus, settings.ties);
  const total = ordered.passages.length;
  const started = performance.now();
  return embedCorpus(model, ordered, signal, (done) => {
    const secondsLeft = ((performance.now() - started) / 1000 / done) * (total - done);
    emit({ kind: 'progress', phase, done, total, unit: 'passages', secondsLeft });
  });
}

/** The current weights on a set. */
export async function measureSet(
  context: Pick<RunContext, 'model' | 'settings' | 'signal' | 'emit'>,
  set: EvalSet,
  phase: string,
  embedded?: EmbeddedCorpus,
): Promise<Measured> {
  const { model, settings, signal } = context;
  const corpus = embedded ?? (await embedFor(context, set, phase));
  const run = await rankQueries(model, set, corpus, retrievalDepth(settings), signal);
  return measureRun(run, set, settings);
}

/** Both sets, embedding their corpus once where it is the same. */
async function measureBoth(context: RunContext, phase: string): Promise<Both> {
  const { dev, test } = context.sets;
  const shared = dev.corpus === test.corpus ? await embedFor(context, test, phase) : undefined;
  return {
    dev: await measureSet(context, dev, phase, shared),
    test: await measureSet(context, test, phase, shared),
  };
}

function emitBaseline({ sets, settings, emit }: RunContext, bm25: Both, untouched: Both): void {
  const metric = headlineMetric(settings.k);
  emit({
    kind: 'baseline',
    metric,
    dev: {
      name: sets.dev.name,
      queries: sets.dev.queries.length,
      bm25: bm25.dev.mean[metric] ?? 0,
      untouched: untouched.dev.mean[metric] ?? 0,
    },
    test: {
      name: sets.test.name,
      queries: sets.test.queries.length,
      bm25: bm25.test.mean,
      untouched: untouched.test.mean,
    },
  });
}

/** How training ended, and what was said on the way that belongs into the record. */
interface Ended extends TrainingOutcome {
  readonly notes: readonly string[];
}

async function trainModel(context: RunContext, untouchedDev: Measured, memory: MemoryEvent): Promise<Ended> {
  const { settings, sets, model, control, emit, keep } = context;
  const untouched = meanInterval(untouchedDev.headline, settings.seed);
  emit({ kind: 'evaluation', step: 0, best: true, ...untouched });
  emit({ kind: 'state', state: control.state });
  const rows = expandPositives(sets.train);
  const quiet = { ...context, emit: () => undefined };
  const training = train({
    model,
    rows,
    sampler: createSampler({ rows, batch: settings.batch, seed: settings.seed }),
    settings,
    control,
    untouched,
    tokensPerMeasurement: countTokens(model, sets.dev),
    keep,
    measure: async () => {
      const measured = await measureSet(quiet, sets.dev, '');
      return meanInterval(measured.headline, settings.seed);
    },
  });
  const notes: string[] = [];
  for (;;) {
    const step = await training.next();
    if (step.done) return { ...step.value, notes };
    if (step.value.kind === 'note') notes.push(step.value.text);
    emit(step.value.kind === 'peak' ? { ...memory, measured: step.value.bytes } : step.value);
  }
}

function countTokens(model: BiEncoder, { corpus, queries }: EvalSet): number {
  const passages = corpus.reduce((sum, passage) => sum + model.passageTokens(passage).length, 0);
  return queries.reduce((sum, { text }) => sum + model.queryTokens(text).length, passages);
}

function buildResult(
  { settings, sets, backend }: RunContext,
  model: string,
  outcome: Ended & { readonly plan: MemoryEvent['plan'] },
  { bm25, before, after }: Pick<FinishedRun, 'bm25' | 'before' | 'after'>,
  seconds: number,
): RunResult {
  const { test } = sets;
  return {
    model,
    loss: settings.loss,
    steps: outcome.steps,
    seconds,
    backend,
    seed: settings.seed,
    metric: headlineMetric(settings.k),
    testSet: { name: test.name, queries: test.queries.length, passages: test.corpus.length },
    baseline: { bm25: bm25.mean, untouched: before.mean },
    metrics: after.mean,
    delta: compare(before.headline, after.headline, settings.seed),
    foundFirst: { bm25: bm25.foundFirst, before: before.foundFirst, after: after.foundFirst },
    bestStep: outcome.bestStep,
    stopped: outcome.stopped,
    tokensPerSecond: outcome.tokensPerSecond,
    memory: {
      planned: outcome.plan.bytes,
      peak: outcome.peakBytes,
      limit: outcome.plan.limits.total,
      miniBatch: outcome.miniBatch,
    },
    queries: test.queries.map(({ id, text }, at) => ({
      id,
      text,
      bm25: bm25.headline[at] ?? 0,
      before: before.headline[at] ?? 0,
      after: after.headline[at] ?? 0,
    })),
    notes: [...sets.notes, ...outcome.notes],
  };
}
