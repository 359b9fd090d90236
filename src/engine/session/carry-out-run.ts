import type { ChosenSets } from '../../core/data/choose-sets';
import { describeRules } from '../../core/metrics/describe-rules';
import type { Settings } from '../../core/settings/settings';
import { watchDevice } from '../backend/watch-device';
import type { CallContext } from '../commands/command';
import { Observer } from '../inspect/observer';
import type { Corpora } from '../mine/mining-corpus';
import { downloadWeights, type HostTensor } from '../model/weights';
import type { EngineEvent } from '../protocol/events';
import type { RunResult } from '../protocol/results';
import type { EndedRun } from '../stored-runs/describe-run';
import { keepRun } from '../stored-runs/keep-run';
import { RunWatch } from '../stored-runs/run-watch';
import { headlineMetric } from '../evaluate/measured-model';
import { RunControl } from '../train/run-control';
import { trainingRecords } from './records';
import { curvesOf, runTraining, type FinishedRun } from './run-training';
import type { Session } from './session';
import type { Stage } from './stage';
import type { StageOutcome } from './stage-outcome';
import type { TrainedModel } from './trained-model';

/** What of a run goes into its training log. */
const LOGGED: ReadonlySet<EngineEvent['kind']> = new Set(['step', 'evaluation', 'note', 'memory']);

/** A run that only needs to be carried out. */
export interface SessionRun extends Pick<EndedRun, 'settings' | 'model' | 'backend' | 'data' | 'sets'> {
  readonly stage: Stage;
  /** The weights that it starts from; null: those that were opened. */
  readonly start: TrainedModel | null;
  readonly corpora: Corpora;
  /** Adds to the result what only the stage knows. */
  readonly complete?: (finished: FinishedRun) => RunResult;
  /** Told of what the run leaves in the session: its best weights so far, and at the end everything. */
  readonly left: (outcome: StageOutcome & { readonly trained: TrainedModel }) => void;
}

type WatchedRun = SessionRun & { readonly metric: string; readonly watch: RunWatch };

/** Runs it, leaves in the session what it made, and stores its record however it ended, if weights are left of it. */
export async function carryOutRun(
  session: Session,
  run: SessionRun,
  { signal, emit }: CallContext,
): Promise<RunResult> {
  const about = {
    ...run,
    loss: run.stage.loss,
    metric: headlineMetric(run.settings.k),
    watch: new RunWatch(),
  };
  const kept = { step: 0 };
  try {
    const finished = await trainAndMeasure(session, about, { signal, emit, kept });
    const { stopped: ended, bestStep } = finished.result;
    await keepRun({ ...about, finished, ended, bestStep }, session.runStore, emit);
    return finished.result;
  } catch (error) {
    const ended = signal.aborted ? 'cancelled' : 'failed';
    // Without weights nothing is left of a run.
    if (kept.step > 0)
      await keepRun({ ...about, finished: null, ended, bestStep: kept.step }, session.runStore, emit);
    throw error;
  } finally {
    session.control = null;
  }
}

/** Runs it, and leaves in the session what the run made; `kept` follows the step of the best weights so far. */
async function trainAndMeasure(
  session: Session,
  run: WatchedRun,
  { signal, emit, kept }: CallContext & { readonly kept: { step: number } },
): Promise<FinishedRun> {
  const { settings, model: name, backend, data, sets, stage, start, corpora, watch } = run;
  const deviceFailed = new AbortController();
  const stop = AbortSignal.any([signal, deviceFailed.signal]);
  const log: EngineEvent[] = [];
  const record = (event: EngineEvent): void => {
    if (LOGGED.has(event.kind)) log.push(event);
    watch.see(event);
    emit(event);
  };
  const control = new RunControl(stop, (state) => {
    emit({ kind: 'state', state });
  });
  session.control = control;
  // Until a step is better than what the run began with, the weights of the run before stay what they are.
  const keep = (weights: ReadonlyMap<string, HostTensor>, step: number): void => {
    if (step === 0) return;
    kept.step = step;
    // Frozen parts are not among the weights of a step: they are those that the run started from.
    const all = new Map([...(start?.weights ?? []), ...weights]);
    session.trained = { weights: all, step, settings, result: null, data, before: start };
    session.records = null;
    run.left({ trained: session.trained, measured: [], records: null });
  };
  return session.withModel(settings, start, async (model) => {
    const observer = new Observer(settings, new Map(curvesOf(sets).map(({ set, name }) => [set, name])));
    session.observers.run = observer;
    const steering = { control, observer, signal: stop, emit: record, keep };
    const context = { settings, sets, model, backend, stage, corpora, ...steering };
    const ended = await watchDevice(runTraining(context, name), () => {
      deviceFailed.abort();
    });
    const finished = { ...ended, result: run.complete?.(ended) ?? ended.result };
    const { result, measured } = finished;
    observer.keep(result.bestStep);
    const weights = await downloadWeights(model.weights);
    session.trained = { weights, step: result.bestStep, settings, result, data, before: start };
    session.measured = measured;
    session.measuredByRun = measured;
    session.records = trainingRecords(finished, { settings, log, checks: data.checks });
    run.left({ trained: session.trained, measured, records: session.records });
    return finished;
  });
}

/** The rules of measuring, and what they make of each set; what holds for all of them is said once. */
export function rulesOf({ test, others }: ChosenSets, settings: Settings): string[] {
  const sets = [test, ...others.map((other) => other.test)];
  return [...new Set(sets.flatMap((set) => describeRules(set, settings)))];
}
