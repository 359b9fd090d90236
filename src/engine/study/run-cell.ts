import type { AlignmentRow } from '../../core/alignment/alignment-row';
import type { EvalSet } from '../../core/data/eval-set';
import { InputError } from '../../core/input-error';
import { runSettings, type StudyRun } from '../../core/study/design-study';
import { followsCurve } from '../../core/study/effective-settings';
import type { CellSet, StudyCell } from '../../core/study/study-cell';
import { alignmentStage } from '../align/alignment-stage';
import { watchDevice } from '../backend/watch-device';
import { headlineMetric } from '../evaluate/measured-model';
import { Observer } from '../inspect/observer';
import type { BiEncoder } from '../model/bi-encoder';
import { downloadWeights, restoreWeights, type HostTensor } from '../model/weights';
import { measuredOf, measureModel, type MeasuredBySet } from '../session/measure-sets';
import {
  countTokens,
  curvePoint,
  curvesOf,
  trainWeights,
  withStage,
  type PlannedRun,
  type RunCurve,
} from '../session/run-training';
import type { Session } from '../session/session';
import { RunControl } from '../train/run-control';
import type { CallContext } from '../commands/command';
import type { CellKeys } from './cell-keys';
import { testsOf, type PreparedStudy } from './prepare-study';
import { rowsOfEpoch } from './rows-of-epoch';

/** A run with one seed. */
export interface CellJob {
  readonly run: StudyRun;
  readonly seed: number;
  readonly key: string;
}

/** What all cells of a study share. */
export interface CellContext extends CallContext {
  readonly session: Session;
  readonly study: PreparedStudy;
  readonly keys: CellKeys;
  readonly kept: KeptWeights;
}

/** The value of a curve that nobody looks at: the trainer measures it at the end all the same. */
const UNWATCHED = { mean: 0, low: 0, high: 0, others: [] };

/**
 * Trains a run from the opened weights and measures the test sets: the figures are those of a plain training with the same
 * settings. The curve is measured only where it has a say. Leaves the trained model of the session as it is.
 */
export async function runCell({ run, seed, key }: CellJob, given: CellContext): Promise<StudyCell> {
  const { session, study, keys } = given;
  const settings = runSettings(study.settings, run, seed);
  const sets = study.setsOf(seed);
  const started = performance.now();
  const { notes, emit } = noteTaker(given.emit);
  const deviceFailed = new AbortController();
  const signal = AbortSignal.any([given.signal, deviceFailed.signal]);
  return session.withModel(settings, null, async (model) => {
    const work = async (): Promise<StudyCell> => {
      const context = await withStage({
        settings,
        sets,
        model,
        backend: study.backend,
        control: new RunControl(signal, () => undefined),
        observer: new Observer(settings, new Map()),
        signal,
        emit,
        keep: () => undefined,
        corpora: session,
      });
      notes.push(...context.stage.notes);
      const trained = await trainFirst({ ...context, notes }, { run, seed }, given);
      const { steps, bestStep } = run.aligned
        ? await alignNext({ ...context, notes }, study.preferencesOf(seed), trained)
        : trained;
      const tests = testsOf(sets);
      const measured = await measureModel(context, tests, 'Measuring');
      return {
        key,
        run: run.id,
        seed,
        metric: headlineMetric(settings.k),
        seconds: trained.before + secondsSince(started),
        rows: await rowsOfEpoch(sets.train, settings, signal),
        steps,
        bestStep,
        notes: [...new Set(notes)],
        sets: await cellSets(tests, measured, keys),
      };
    };
    return watchDevice(work(), () => {
      deviceFailed.abort();
    });
  });
}

/** The weights after the training of a run, kept for the run that aligns them. */
export interface KeptWeights {
  key: string;
  weights: ReadonlyMap<string, HostTensor>;
  /** Of their training. */
  trained: Trained;
  notes: readonly string[];
}

interface Trained {
  readonly steps: number;
  readonly bestStep: number;
  /** Seconds that were spent on it before the cell; 0 where the cell has trained itself. */
  readonly before: number;
}

/** For the first cell. */
export function nothingKept(): KeptWeights {
  return { key: '', weights: new Map(), trained: { steps: 0, bestStep: 0, before: 0 }, notes: [] };
}

/** A run of a cell, and what it has said so far. */
interface NotedRun extends PlannedRun {
  readonly notes: string[];
}

/** The training of a run; where the run before it had the same, its weights are taken. */
async function trainFirst(
  context: NotedRun,
  { run, seed }: Pick<CellJob, 'run' | 'seed'>,
  { study, keys, kept }: CellContext,
): Promise<Trained> {
  const { weights } = context.model;
  const key = await keys.ofRun({ ...run, aligned: false }, seed);
  if (run.aligned && kept.key === key && key !== '') {
    restoreWeights(weights, kept.weights);
    context.notes.push(...kept.notes);
    return kept.trained;
  }
  const started = performance.now();
  const { steps, bestStep } = await trainWeights(context, await curveOf(context));
  if (study.design.runs.some(({ aligned }) => aligned)) {
    kept.key = key;
    kept.weights = await downloadWeights(weights);
    kept.trained = { steps, bestStep, before: secondsSince(started) };
    kept.notes = [...context.notes];
  }
  return { steps, bestStep, before: 0 };
}

/** Aligns the trained weights, as the command `align` does. Gives the steps of both. */
async function alignNext(
  context: NotedRun,
  rows: readonly AlignmentRow[],
  trained: Trained,
): Promise<Pick<Trained, 'steps' | 'bestStep'>> {
  const { sets, settings, notes } = context;
  // Of other seeds other queries may be held out.
  if (rows.length === 0)
    throw new InputError('preferences', `all are about queries that are held out with seed ${settings.seed}`);
  const aligning = { ...context, stage: alignmentStage({ rows, labelled: sets.train }, settings) };
  notes.push(...aligning.stage.notes);
  const { steps, bestStep } = await trainWeights(aligning, await curveOf(aligning));
  return {
    steps: trained.steps + steps,
    // Step 0 of the alignment: the weights are those that it began with.
    bestStep: bestStep === 0 ? trained.bestStep : trained.steps + bestStep,
  };
}

/** Keeps what a cell says that belongs into the record; everything else is passed on. */
function noteTaker(emit: CellContext['emit']): { notes: string[]; emit: CellContext['emit'] } {
  const notes: string[] = [];
  return {
    notes,
    emit: (event) => {
      if (event.kind === 'note') notes.push(event.text);
      else emit(event);
    },
  };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}

function curveOf(context: PlannedRun): RunCurve | Promise<RunCurve> {
  return followsCurve(context.settings) ? watchedCurve(context) : unwatchedCurve();
}

/** As a plain training measures it: where it chooses the weights or ends the run, every point counts. */
async function watchedCurve(context: PlannedRun): Promise<RunCurve> {
  const { sets, model } = context;
  const curves = curvesOf(sets).map(({ set }) => set);
  const quiet = { ...context, emit: () => undefined };
  const measure = async () => curvePoint(context, await measureModel(quiet, curves, ''));
  return {
    memory: null,
    untouched: await measure(),
    measure,
    tokensPerMeasurement: sumTokens(model, curves),
  };
}

/** For runs in which the curve has no say. */
export function unwatchedCurve(): RunCurve {
  // Dear enough that no point but the last is worth its time.
  const tokensPerMeasurement = Number.MAX_SAFE_INTEGER;
  return {
    memory: null,
    untouched: UNWATCHED,
    measure: () => Promise.resolve(UNWATCHED),
    tokensPerMeasurement,
  };
}

function sumTokens(model: BiEncoder, sets: readonly EvalSet[]): number {
  return sets.reduce((sum, set) => sum + countTokens(model, set), 0);
}

/** What a cell keeps of what was measured. */
export function cellSets(
  tests: ReturnType<typeof testsOf>,
  measured: MeasuredBySet,
  keys: CellKeys,
): Promise<CellSet[]> {
  return Promise.all(
    tests.map(async (set) => ({
      name: set.of,
      split: set.name,
      role: set.role,
      passages: set.corpus.length,
      questions: await keys.questions(set),
      values: measuredOf(measured, set).headline,
    })),
  );
}
