import type { Settings } from '../../core/settings/settings';
import type { CellWork } from '../../core/study/cell-work';
import type { FailedCell } from '../../core/study/failed-cell';
import { BASELINE_NAMES, type StudyCell } from '../../core/study/study-cell';
import { DeviceFailure } from '../backend/device-failure';
import type { CallContext } from '../commands/command';
import type { StudyReport } from '../protocol/study';
import type { Session } from '../session/session';
import { BEST_KEPT } from '../train/best-kept';
import { CellKeys } from './cell-keys';
import { listCells, type ListedCells } from './list-cells';
import { measureBaseline } from './measure-baselines';
import { OpenStudy } from './open-study';
import { planWork } from './plan-work';
import { prepareStudy, type PreparedStudy } from './prepare-study';
import { nothingKept, runCell, type CellContext, type CellJob } from './run-cell';
import { costOf, StudyProgress } from './study-progress';
import { StudyWork } from './study-work';

/**
 * Runs what of a study is not stored yet, cell by cell; each finished cell is stored at once and told by an event. A cell
 * that fails is noted, and the others go on. `given` cells, of an earlier study on another device or in another browser,
 * count as stored where they fit.
 * @throws Error when every cell that was to be trained failed, or the device did
 */
export async function runStudy(
  session: Session,
  { settings, cells: given }: { readonly settings: Settings; readonly cells: readonly StudyCell[] },
  context: CallContext,
): Promise<StudyReport> {
  const started = performance.now();
  session.forgetIndexes();
  const study = await prepareStudy(session, settings, context);
  for (const text of study.notes) context.emit({ kind: 'note', text });
  const keys = new CellKeys(study, session, context.signal);
  const open = new OpenStudy(study.design, await aboutStudy(session, study, keys));
  for (const cell of given) await keep(cell, { session, open, emit: context.emit });
  const listed = withGiven(await listCells(study, keys, session.studyStore), given);
  session.study = open;
  const computed = await computeCells(
    listed,
    { session, study, keys, kept: nothingKept(), ...context },
    open,
  );
  const { dataHash, notes } = open.about;
  return {
    design: study.design,
    table: open.table(),
    computed,
    seconds: (performance.now() - started) / 1000,
    backend: study.backend,
    dataHash,
    notes,
  };
}

async function aboutStudy(session: Session, study: PreparedStudy, keys: CellKeys) {
  const { settings, folder, backend, notes } = study;
  return {
    settings,
    model: folder.name,
    backend,
    dataHash: await keys.rowsHash(settings.seed),
    files: session.training?.files.map(({ file }) => file) ?? [],
    evaluations: session.evaluations.map(({ name, role }) => ({ name, role })),
    notes,
  };
}

/** Given cells are there even where the browser could not store them. */
function withGiven(listed: ListedCells, given: readonly StudyCell[]): ListedCells {
  const fit = given.filter(({ key }) => key !== '').map((cell) => [cell.key, cell] as const);
  return { ...listed, stored: new Map([...fit, ...listed.stored]) };
}

type StudyUnderWay = Pick<CellContext, 'session' | 'emit'> & { readonly open: OpenStudy };

/** Stores a cell; a full disk costs no figure of the table. */
async function keep(cell: StudyCell, { session, open, emit }: StudyUnderWay): Promise<void> {
  try {
    await session.studyStore.add(cell);
  } catch (error) {
    say(
      open.note(
        `Finished cells could not be stored in this browser (${reasonOf(error)}). They stand in this table, but would be computed anew by a study that goes on later.`,
      ),
      emit,
    );
  }
}

function say(notes: readonly string[], emit: CallContext['emit']): void {
  for (const text of notes) emit({ kind: 'note', text });
}

/** Of a run that is a cell, nothing is left when it breaks. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(BEST_KEPT, '');
}

/** A cell to compute. */
interface MissingCell extends Pick<FailedCell, 'run' | 'seed'> {
  readonly name: string;
  readonly work: CellWork;
  readonly compute: (context: CellContext) => Promise<StudyCell>;
}

/** Gives how many cells were computed. */
async function computeCells(listed: ListedCells, context: CellContext, open: OpenStudy): Promise<number> {
  const { emit } = context;
  const total = listed.jobs.length + listed.baselines.length;
  const tell = (cell: StudyCell | null): void => {
    emit({ kind: 'study', cell, done: open.cells.length, total, table: open.table() });
  };
  say(open.add(storedCells(listed)), emit);
  tell(null);
  const missing = await missingCells(listed, context);
  const cost = missing.reduce((sum, { work }) => sum + costOf(work), 0);
  const progress = new StudyProgress({ total, stored: total - missing.length, cost }, emit);
  const heard = { ...context, emit: progress.hear };
  let computed = 0;
  for (const { name, run, seed, work, compute } of missing) {
    context.signal.throwIfAborted();
    progress.begin(name, work);
    const cell = await orReason(() => compute(heard), context.signal);
    progress.end();
    if (typeof cell === 'string') {
      say(open.fail({ run, seed, reason: cell }), emit);
      tell(null);
    } else {
      await keep(cell, { ...context, open });
      say(open.add([cell]), emit);
      tell(cell);
      computed++;
    }
  }
  const [failed] = open.failed;
  if (failed !== undefined && open.cells.every(({ seed }) => seed === null))
    throw new Error(`No variant could be trained: ${failed.reason}`);
  return computed;
}

/** What was computed, or why it could not be. A study does not outlive its device. */
async function orReason<T>(compute: () => Promise<T>, signal: AbortSignal): Promise<T | string> {
  try {
    return await compute();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DeviceFailure) throw error;
    return reasonOf(error);
  }
}

/** A stored cell may have been one of another study, where its run had another name. */
function storedCells({ jobs, baselines, stored }: ListedCells): StudyCell[] {
  const named = [
    ...baselines.map(({ run, key }) => ({ run, seed: null, key })),
    ...jobs.map(({ run, seed, key }) => ({ run: run.id, seed, key })),
  ];
  return named.flatMap((cell) => {
    const found = stored.get(cell.key);
    return found === undefined ? [] : [{ ...found, ...cell }];
  });
}

/** The baselines first, then one seed after the other. */
async function missingCells(
  { jobs: all, baselines, stored }: ListedCells,
  { session, study, keys, signal }: CellContext,
): Promise<MissingCell[]> {
  const isMissing = ({ key }: Pick<CellJob, 'key'>): boolean => !stored.has(key);
  const jobs = all.filter(isMissing);
  const untrained = baselines.filter(isMissing);
  if (jobs.length + untrained.length === 0) return [];
  const work = await session.withModel(study.settings, null, (model) =>
    StudyWork.of(study, model, { corpora: session, signal }),
  );
  const works = await planWork(jobs, keys, work);
  return [
    ...untrained.map((baseline): MissingCell => ({
      run: baseline.run,
      seed: null,
      name: BASELINE_NAMES[baseline.run],
      work: work.ofBaseline(baseline.run),
      compute: (context) => measureBaseline(baseline, context),
    })),
    ...jobs.map((job, at): MissingCell => ({
      run: job.run.id,
      seed: job.seed,
      name: `${job.run.name}, seed ${String(job.seed)}`,
      work: works[at] ?? { rows: 0, steps: 0, trained: 0, measured: 0 },
      compute: (context) => runCell(job, context),
    })),
  ];
}
