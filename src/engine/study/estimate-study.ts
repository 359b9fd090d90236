import type { Settings } from '../../core/settings/settings';
import { TRAINING_COST, type StageWork } from '../../core/study/cell-work';
import { runSettings } from '../../core/study/design-study';
import type { CallContext } from '../commands/command';
import { watchDevice } from '../backend/watch-device';
import { embedAll } from '../evaluate/embed-all';
import { Observer } from '../inspect/observer';
import type { BiEncoder } from '../model/bi-encoder';
import type { PlannedCell, StudyPlan } from '../protocol/study';
import { trainWeights, withStage } from '../session/run-training';
import type { Session } from '../session/session';
import { RunControl } from '../train/run-control';
import { CellKeys } from './cell-keys';
import { listCells } from './list-cells';
import { planWork } from './plan-work';
import { prepareStudy, testsOf, type PreparedStudy } from './prepare-study';
import { unwatchedCurve, type CellJob } from './run-cell';
import { sampleOf, StudyWork } from './study-work';

/** Steps that are timed, after the first, in which the device warms up. */
const TIMED_STEPS = 3;
/** Passages that are embedded to time it, after as many to warm up. */
const TIMED_PASSAGES = 64;

/** Seconds a token on this device. */
interface Pace {
  readonly training: number;
  readonly embedding: number;
}

/**
 * What a study would compute, and how long it would take: from a few real steps of its largest run and one batch of
 * passages on this device, less the cells that are stored.
 */
export async function estimateStudy(
  session: Session,
  settings: Parameters<typeof prepareStudy>[1],
  context: CallContext,
): Promise<StudyPlan> {
  const { signal } = context;
  const study = await prepareStudy(session, settings, context);
  const keys = new CellKeys(study, session, signal);
  const { jobs, baselines, stored } = await listCells(study, keys, session.studyStore);
  const work = await session.withModel(settings, null, (model) =>
    StudyWork.of(study, model, { corpora: session, signal }),
  );
  const missing = jobs.filter(({ key }) => !stored.has(key));
  const pace = missing.length === 0 ? null : await measurePace(session, study, { missing, work, ...context });
  const works = await planWork(missing, keys, work);
  const planned = new Map(missing.map((job, at) => [job, works[at]]));
  const cells = await Promise.all(
    jobs.map(async (job): Promise<PlannedCell> => {
      const { run, seed } = job;
      const whole = await work.ofRun(run, seed);
      const { trained, measured } = planned.get(job) ?? whole;
      const isStored = !planned.has(job);
      const seconds = isStored || pace === null ? 0 : trained * pace.training + measured * pace.embedding;
      const { rows, steps } = whole;
      return { run: run.id, seed, stored: isStored, rows, steps, trained, measured, seconds };
    }),
  );
  const untouched = baselines
    .filter(({ key }) => !stored.has(key))
    .reduce((sum, { run }) => sum + work.ofBaseline(run).measured * (pace?.embedding ?? 0), 0);
  return {
    design: study.design,
    cells,
    sets: testsOf(study.setsOf(study.settings.seed)).map(({ of, name, role, queries, corpus }) => ({
      name: of,
      split: name,
      role,
      queries: queries.length,
      passages: corpus.length,
    })),
    seconds: cells.reduce((sum, cell) => sum + cell.seconds, untouched),
    notes: study.notes,
  };
}

async function measurePace(
  session: Session,
  study: PreparedStudy,
  given: CallContext & { readonly missing: readonly CellJob[]; readonly work: StudyWork },
): Promise<Pace> {
  const { missing, work, signal, emit } = given;
  emit({ kind: 'progress', phase: 'Timing a few steps', done: 0, total: 0, unit: 'steps' });
  const timed = await largestTraining(study, missing, work);
  return session.withModel(study.settings, null, (model) =>
    watchDevice(
      (async () => {
        const embedding = await timeEmbedding(model, study, signal);
        if (timed === null) return { embedding, training: TRAINING_COST * embedding };
        const { steps, trained } = timed.work;
        const seconds = await timeStep(model, study, { settings: timed.settings, steps, signal });
        return { embedding, training: (seconds * steps) / Math.max(1, trained) };
      })(),
    ),
  );
}

/** A training whose steps can be timed. */
interface TimedTraining {
  readonly settings: Settings;
  readonly work: StageWork;
}

/** Of the runs the training with the most tokens, without mining; null where none has a step. */
async function largestTraining(
  study: PreparedStudy,
  jobs: readonly CellJob[],
  work: StudyWork,
): Promise<TimedTraining | null> {
  let largest: TimedTraining | null = null;
  for (const { run, seed } of jobs) {
    // Mining before the first epoch would take as long as the rest of the estimate.
    const settings = { ...runSettings(study.settings, run, seed), mineFirst: false, remineEvery: 0 };
    const training = await work.ofTraining(settings);
    if (training.trained > (largest?.work.trained ?? 0)) largest = { settings, work: training };
  }
  return largest;
}

/** Seconds of one step. */
async function timeStep(
  model: BiEncoder,
  study: PreparedStudy,
  {
    settings: full,
    steps,
    signal,
  }: { readonly settings: Settings; readonly steps: number; readonly signal: AbortSignal },
): Promise<number> {
  // The run as it is, cut short.
  const settings = { ...full, epochs: (full.epochs * (TIMED_STEPS + 1)) / steps };
  const ended: number[] = [];
  const context = await withStage({
    settings: { ...settings, earlyStopping: 0, loadBest: false },
    sets: study.setsOf(full.seed),
    model,
    backend: study.backend,
    control: new RunControl(signal, () => undefined),
    observer: new Observer(settings, new Map()),
    signal,
    emit: ({ kind }) => {
      if (kind === 'step') ended.push(performance.now());
    },
    keep: () => undefined,
  });
  const started = performance.now();
  await trainWeights(context, unwatchedCurve());
  const first = ended[0] ?? started;
  const last = ended.at(-1) ?? first;
  const timed = ended.length > 1 ? (last - first) / (ended.length - 1) : last - started;
  return timed / 1000;
}

/** Seconds a token. */
async function timeEmbedding(model: BiEncoder, study: PreparedStudy, signal: AbortSignal): Promise<number> {
  const { settings, setsOf } = study;
  const [largest] = testsOf(setsOf(settings.seed)).toSorted((a, b) => b.corpus.length - a.corpus.length);
  const sequences = sampleOf(largest?.corpus ?? [], TIMED_PASSAGES).map((passage) =>
    model.passageTokens(passage),
  );
  await embedAll(model, sequences, signal);
  const started = performance.now();
  await embedAll(model, sequences, signal);
  const tokens = sequences.reduce((sum, ids) => sum + ids.length, 0);
  return (performance.now() - started) / 1000 / Math.max(1, tokens);
}
