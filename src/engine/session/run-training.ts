import type { ChosenSets } from '../../core/data/choose-sets';
import type { EvalSet } from '../../core/data/eval-set';
import { noveltyOf } from '../../core/data/passage-novelty';
import type { TestSplit } from '../../core/data/test-split';
import { meanInterval } from '../../core/significance/mean-interval';
import { headlineMetric } from '../evaluate/measured-model';
import type { Observer } from '../inspect/observer';
import type { BiEncoder } from '../model/bi-encoder';
import type { HostTensor } from '../model/weights';
import type { BackendName } from '../protocol/device';
import type { CurveBaseline, MemoryEvent, SetBaseline, WatchedFigure } from '../protocol/events';
import type { RunResult, SetResult } from '../protocol/results';
import type { Corpora } from '../mine/mining-corpus';
import type { RunControl } from '../train/run-control';
import { train, type CurvePoint, type TrainingJob, type TrainingOutcome } from '../train/trainer';
import {
  measureBm25,
  measuredOf,
  measureHybrids,
  measureModel,
  type MeasureContext,
  type MeasuredBySet,
} from './measure-sets';
import { planRun } from './plan-run';
import { asHybrid, setResults, type ComparedSet } from './set-results';
import { rowStage, type Stage } from './stage';

export interface RunContext extends MeasureContext {
  readonly sets: ChosenSets;
  readonly model: BiEncoder;
  readonly backend: BackendName;
  readonly control: RunControl;
  /** Watches the curves' sets. */
  readonly observer: Observer;
  /** Called with the trained weights at every new best. */
  readonly keep: (weights: ReadonlyMap<string, HostTensor>, step: number) => void;
  /** What is trained on and how it is told; by default the rows of the sets. */
  readonly stage?: Stage;
  /** What hard negatives may be mined from besides the rows that are trained on. */
  readonly corpora?: Corpora;
}

/** A run that knows what it trains on. */
export interface PlannedRun extends RunContext {
  readonly stage: Stage;
}

/** A finished run: the result for the page, and the rankings of every set, the primary one first. */
export interface FinishedRun {
  readonly result: RunResult;
  readonly measured: readonly ComparedSet[];
}

/** BM25 and the untouched model, on the test splits and the curves. */
interface Baselines {
  readonly bm25: MeasuredBySet;
  readonly untouched: MeasuredBySet;
  /** Both joined, on the test splits; empty where the settings want none. */
  readonly hybrid: MeasuredBySet;
}

/** The plan of its memory first, then baselines, training, then the same measurement again. */
export async function runTraining(given: RunContext, modelName: string): Promise<FinishedRun> {
  const started = performance.now();
  const context = await withStage(given);
  const { sets, settings, stage, emit, control } = context;
  for (const text of sets.notes) emit({ kind: 'note', text });
  const memory = await planRun({ ...context, settings: stage.settings });
  emit(memory);
  const tests = [sets.test, ...sets.others.map(({ test }) => test)];
  const all = [...curvesOf(sets).map(({ set }) => set), ...tests];
  const bm25 = await measureBm25(context, all);
  await control.checkpoint();
  const { see } = context.observer;
  const untouched = await measureModel({ ...context, see }, all, `Measuring ${stage.before}`);
  const hybrid = await measureHybrids(context, tests, { bm25, model: untouched });
  emitBaseline(context, { bm25, untouched, hybrid });
  const outcome = await trainModel(context, untouched, memory);
  // Step 0: nothing was better on the curve, so the weights are the untouched ones.
  const same = outcome.bestStep === 0;
  const after = same ? untouched : await measureModel(context, tests, `Measuring ${stage.after}`);
  const hybridAfter = same ? hybrid : await measureHybrids(context, tests, { bm25, model: after });
  const measured = tests.map((set) => ({
    set,
    bm25: measuredOf(bm25, set),
    before: measuredOf(untouched, set),
    after: measuredOf(after, set),
    hybridBefore: hybrid.get(set) ?? null,
    hybridAfter: hybridAfter.get(set) ?? null,
    novelty: noveltyOf(set, stage.seen, settings, stage.mined),
    rules: settings,
  }));
  const seconds = (performance.now() - started) / 1000;
  const result = buildResult(context, {
    model: modelName,
    seconds,
    outcome: { ...outcome, plan: memory.plan },
    results: setResults(measured, settings.seed),
  });
  return { result, measured };
}

/** Settles what a run trains on: which rows an epoch takes, where it is told nothing else. */
export async function withStage(given: RunContext): Promise<PlannedRun> {
  const { sets, settings, signal } = given;
  const stage = given.stage ?? (await rowStage(sets, settings, signal));
  return { ...given, stage, sets: { ...sets, notes: [...sets.notes, ...stage.notes] } };
}

/** What is measured during training: the curve that chooses the weights, then those of the other sets. */
export function curvesOf({ dev, test, others }: ChosenSets): readonly { name: string; set: EvalSet }[] {
  const watched = others.flatMap(({ test: { of }, curve }) =>
    curve === null ? [] : [{ name: of, set: curve }],
  );
  return [{ name: test.of, set: dev }, ...watched];
}

function emitBaseline({ sets, settings, emit }: RunContext, measured: Baselines): void {
  const metric = headlineMetric(settings.k);
  const curveOf = (set: EvalSet): CurveBaseline => ({
    queries: set.queries.length,
    bm25: measuredOf(measured.bm25, set).mean[metric] ?? 0,
    untouched: measuredOf(measured.untouched, set).mean[metric] ?? 0,
  });
  const baselineOf = (set: TestSplit): SetBaseline => ({
    name: set.of,
    role: set.role,
    queries: set.queries.length,
    bm25: measuredOf(measured.bm25, set).mean,
    untouched: measuredOf(measured.untouched, set).mean,
    ...asHybrid(measured.hybrid.get(set)),
  });
  emit({
    kind: 'baseline',
    metric,
    dev: { name: sets.dev.name, ...curveOf(sets.dev) },
    test: baselineOf(sets.test),
    others: sets.others.map(({ test, curve }) => ({
      ...baselineOf(test),
      curve: curve === null ? null : curveOf(curve),
    })),
  });
}

/** A point of every curve, from what was measured of their queries. */
export function curvePoint({ sets, settings }: RunContext, measured: MeasuredBySet): CurvePoint {
  const points = curvesOf(sets).map(({ name, set }): WatchedFigure => ({
    name,
    ...meanInterval(measuredOf(measured, set).headline, settings.seed),
  }));
  const [primary, ...others] = points;
  if (primary === undefined) throw new Error('there is no curve to choose the weights by');
  const { mean, low, high } = primary;
  return { mean, low, high, others };
}

/** The curve that chooses the weights of a run. */
export interface RunCurve extends Pick<TrainingJob, 'untouched' | 'measure' | 'tokensPerMeasurement'> {
  /** What was planned, to say what is used beside it; null: nothing is said. */
  readonly memory: MemoryEvent | null;
}

/** How training ended, and what was said on the way that belongs into the record. */
interface Ended extends TrainingOutcome {
  readonly notes: readonly string[];
}

async function trainModel(context: PlannedRun, before: MeasuredBySet, memory: MemoryEvent): Promise<Ended> {
  const { sets, model, control, emit, observer } = context;
  const untouched = curvePoint(context, before);
  emit({ kind: 'evaluation', step: 0, best: true, ...untouched });
  observer.close(0, true).forEach(emit);
  emit({ kind: 'state', state: control.state });
  const quiet = { ...context, emit: () => undefined, see: observer.see };
  const curves = curvesOf(sets).map(({ set }) => set);
  return trainWeights(context, {
    memory,
    untouched,
    tokensPerMeasurement: curves.reduce((sum, set) => sum + countTokens(model, set), 0),
    measure: async () => curvePoint(context, await measureModel(quiet, curves, '')),
  });
}

/** Trains the weights of the model in place: all of a run but its measurements before and after. */
export async function trainWeights(context: PlannedRun, { memory, ...curve }: RunCurve): Promise<Ended> {
  const { stage, model, control, emit, keep, observer } = context;
  const batches = await stage.batches(context);
  const training = train({ model, ...batches, settings: stage.settings, control, keep, ...curve });
  const notes: string[] = [];
  for (;;) {
    const step = await training.next();
    if (step.done) return { ...step.value, notes };
    if (step.value.kind === 'note') notes.push(step.value.text);
    if (step.value.kind !== 'peak') emit(step.value);
    else if (memory !== null) emit({ ...memory, measured: step.value.bytes });
    if (step.value.kind === 'evaluation') observer.close(step.value.step, step.value.best).forEach(emit);
  }
}

export function countTokens(model: BiEncoder, { corpus, queries }: EvalSet): number {
  const passages = corpus.reduce((sum, passage) => sum + model.passageTokens(passage).length, 0);
  return queries.reduce((sum, { text }) => sum + model.queryTokens(text).length, passages);
}

function buildResult(
  { settings, sets, stage, backend }: PlannedRun,
  given: {
    readonly model: string;
    readonly seconds: number;
    readonly outcome: Ended & { readonly plan: MemoryEvent['plan'] };
    readonly results: readonly SetResult[];
  },
): RunResult {
  const { model, seconds, outcome, results } = given;
  const [primary, ...others] = results;
  if (primary === undefined) throw new Error('no set was measured');
  const { steps, bestStep, stopped, tokensPerSecond } = outcome;
  return {
    model,
    loss: stage.loss,
    steps,
    seconds,
    backend,
    seed: settings.seed,
    metric: headlineMetric(settings.k),
    ...primary,
    others,
    bestStep,
    stopped,
    tokensPerSecond,
    memory: {
      planned: outcome.plan.bytes,
      peak: outcome.peakBytes,
      limit: outcome.plan.limits.total,
      miniBatch: outcome.miniBatch,
    },
    notes: [...sets.notes, ...outcome.notes],
  };
}
