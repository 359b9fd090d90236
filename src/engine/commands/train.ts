import { chooseSets, type ChosenSets } from '../../core/data/choose-sets';
import { describeRules } from '../../core/metrics/describe-rules';
import type { Settings } from '../../core/settings/settings';
import { watchDevice } from '../backend/watch-device';
import { Observer } from '../inspect/observer';
import { miningCorpus } from '../mine/mining-corpus';
import { mines } from '../mine/remine';
import { downloadWeights, type HostTensor } from '../model/weights';
import type { EngineEvent } from '../protocol/events';
import { checkSettings } from '../session/check-settings';
import { trainingRecords } from '../session/records';
import { describeRunData } from '../session/run-data';
import { curvesOf, runTraining, type FinishedRun } from '../session/run-training';
import { needed, type Session } from '../session/session';
import type { EndedRun } from '../stored-runs/describe-run';
import { keepRun } from '../stored-runs/keep-run';
import { RunWatch } from '../stored-runs/run-watch';
import { headlineMetric } from '../evaluate/measured-model';
import { RunControl } from '../train/run-control';
import type { CallContext, Handler } from './command';

/** What of a run goes into its training log. */
const LOGGED: ReadonlySet<EngineEvent['kind']> = new Set(['step', 'evaluation', 'note', 'memory']);

export const train: Handler<'train'> = (session, request, context) =>
  session.exclusively('a run', () => runInSession(session, request, context));

async function runInSession(
  session: Session,
  { settings }: Parameters<Handler<'train'>>[1],
  { signal, emit }: CallContext,
) {
  const training = needed(session.training, 'Load training data first.');
  const folder = session.openFolder();
  const limits = checkSettings(folder, settings);
  const mining = mines(settings) ? miningCorpus(session, settings).notes : [];
  session.forgetIndexes();
  const { backend } = await session.readyDevice(settings);
  const { evaluations } = session;
  const checked = await session.doctor.treat({ training, evaluations, folder }, settings, { signal, emit });
  const chosen = chooseSets({ rows: checked.rows, evaluations, settings });
  const sets = {
    ...chosen,
    notes: [...checked.notes, ...chosen.notes, ...limits, ...rulesOf(chosen, settings), ...mining],
  };
  const data = await describeRunData(training, checked.summary, sets, { signal, emit });
  const watch = new RunWatch();
  const metric = headlineMetric(settings.k);
  const about = { settings, model: folder.name, metric, backend, data, sets, watch };
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

type AboutRun = Omit<EndedRun, 'finished' | 'ended' | 'bestStep'>;

/** Runs it, and leaves in the session what the run made; `kept` follows the step of the best weights so far. */
async function trainAndMeasure(
  session: Session,
  { settings, model: name, backend, data, sets, watch }: AboutRun,
  { signal, emit, kept }: CallContext & { readonly kept: { step: number } },
): Promise<FinishedRun> {
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
  // Until a step is better than the untouched model, the weights of the run before stay what they are.
  const keep = (weights: ReadonlyMap<string, HostTensor>, step: number): void => {
    if (step === 0) return;
    kept.step = step;
    session.trained = { weights, step, settings, result: null, data };
    session.records = null;
  };
  return session.withModel(settings, null, async (model) => {
    const observer = new Observer(settings, new Map(curvesOf(sets).map(({ set, name }) => [set, name])));
    session.observers.run = observer;
    const steered = { control, observer, signal: stop, emit: record, keep };
    const context = { settings, sets, model, backend, ...steered, corpora: session };
    const finished = await watchDevice(runTraining(context, name), () => {
      deviceFailed.abort();
    });
    const { result, measured } = finished;
    observer.keep(result.bestStep);
    const weights = await downloadWeights(model.weights);
    session.trained = { weights, step: result.bestStep, settings, result, data };
    session.measured = measured;
    session.measuredByRun = measured;
    session.records = trainingRecords(finished, { settings, log, checks: data.checks });
    return finished;
  });
}

/** The rules of measuring, and what they make of each set; what holds for all of them is said once. */
function rulesOf({ test, others }: ChosenSets, settings: Settings): string[] {
  const sets = [test, ...others.map((other) => other.test)];
  return [...new Set(sets.flatMap((set) => describeRules(set, settings)))];
}
