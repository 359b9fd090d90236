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
  const study = await prepareStudy(session, settings, context);
  const keys = new CellKeys(study, session, context.signal);
  const { jobs, baselines, stored } = await listCells(study, keys, session.studyStore);
  const work = await session.withModel(settings, null, (model) => StudyWork.of(study, model, context.signal));
  const missing = jobs.filter(({ key }) => !stored.has(key));
  const pace = missing.length === 0 ? null : await measurePace(session, study, { missing, work, ...context });
  const cells = await Promise.all(
    jobs.map(async ({ run, seed, key }): Promise<PlannedCell> => {
      const { trained, measured } = await work.ofRun(run, seed);
      const isStored = stored.has(key);
      const seconds = isStored || pace === null ? 0 : trained * pace.training + measured * pace.embedding;
      return { run: run.id, seed, stored: isStored, trained, measured, seconds };
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
  const costs = await Promise.all(missing.map(({ run, seed }) => work.ofRun(run, seed)));
  const dearest = costs.reduce(
    (best, { trained }, at) => (trained > (costs[best]?.trained ?? 0) ? at : best),
    0,
  );
  const [job, cost] = [missing[dearest], costs[dearest]];
  if (job === undefined || cost === undefined) return { training: 0, embedding: 0 };
  const settings = runSettings(study.settings, job.run, job.seed);
  return session.withModel(settings, null, (model) =>
    watchDevice(
      (async () => {
        const embedding = await timeEmbedding(model, study, signal);
        const seconds =
          cost.steps === 0 ? 0 : await timeStep(model, study, { job, steps: cost.steps, signal });
        return { embedding, training: (seconds * cost.steps) / Math.max(1, cost.trained) };
      })(),
    ),
  );
}

/** Seconds of one step. */
async function timeStep(
  model: BiEncoder,
  study: PreparedStudy,
  { job, steps, signal }: { readonly job: CellJob; readonly steps: number; readonly signal: AbortSignal },
): Promise<number> {
  const full = runSettings(study.settings, job.run, job.seed);
  // The run as it is, cut short.
  const settings = { ...full, epochs: (full.epochs * (TIMED_STEPS + 1)) / steps };
  const ended: number[] = [];
  const context = await withStage({
    settings: { ...settings, earlyStopping: 0, loadBest: false },
    sets: study.setsOf(job.seed),
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
