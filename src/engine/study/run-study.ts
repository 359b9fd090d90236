import type { Settings } from '../../core/settings/settings';
import type { StudyCell } from '../../core/study/study-cell';
import type { CallContext } from '../commands/command';
import type { StudyReport } from '../protocol/study';
import type { Session } from '../session/session';
import { CellKeys } from './cell-keys';
import { listCells, type ListedCells } from './list-cells';
import { measureBaseline } from './measure-baselines';
import { OpenStudy } from './open-study';
import { prepareStudy, type PreparedStudy } from './prepare-study';
import { runCell, type CellContext, type CellJob } from './run-cell';
import { costOf, StudyProgress } from './study-progress';
import { StudyWork } from './study-work';

/**
 * Runs what of a study is not stored yet, cell by cell; each finished cell is stored at once and told by an event.
 * `given` cells, of an earlier study on another device or in another browser, count as stored where they fit.
 */
export async function runStudy(
  session: Session,
  { settings, cells: given }: { readonly settings: Settings; readonly cells: readonly StudyCell[] },
  context: CallContext,
): Promise<StudyReport> {
  const started = performance.now();
  session.forgetIndexes();
  for (const cell of given) await session.studyStore.add(cell);
  const study = await prepareStudy(session, settings, context);
  for (const text of study.notes) context.emit({ kind: 'note', text });
  const keys = new CellKeys(study, session, context.signal);
  const listed = await listCells(study, keys, session.studyStore);
  const open = new OpenStudy(study.design, await aboutStudy(session, study, keys));
  session.study = open;
  const computed = await computeCells(
    listed,
    { session, study, keys, kept: { key: '', weights: new Map() }, ...context },
    open,
  );
  return {
    design: study.design,
    table: open.table(),
    computed,
    seconds: (performance.now() - started) / 1000,
    backend: study.backend,
    dataHash: open.about.dataHash,
    notes: study.notes,
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

/** Gives how many cells were computed. */
async function computeCells(
  { jobs, baselines, stored }: ListedCells,
  context: CellContext,
  open: OpenStudy,
): Promise<number> {
  const total = jobs.length + baselines.length;
  open.add(
    [...baselines.map(({ run, key }) => ({ run, seed: null, key })), ...jobs.map(asNamed)].flatMap((cell) => {
      const found = stored.get(cell.key);
      return found === undefined ? [] : [{ ...found, ...cell }];
    }),
  );
  const tell = (cell: StudyCell | null): void => {
    context.emit({ kind: 'study', cell, done: open.cells.length, total, table: open.table() });
  };
  tell(null);
  const finish = async (cell: StudyCell): Promise<void> => {
    await context.session.studyStore.add(cell);
    open.add([cell]);
    tell(cell);
  };
  const missing = { baselines: baselines.filter(isMissing), jobs: jobs.filter(isMissing) };
  function isMissing({ key }: { readonly key: string }): boolean {
    return !stored.has(key);
  }
  if (missing.jobs.length + missing.baselines.length === 0) return 0;
  const { work, progress } = await planProgress(missing, total, context);
  const heard = { ...context, emit: progress.hear };
  for (const baseline of missing.baselines) {
    progress.begin(baseline.run === 'bm25' ? 'BM25' : 'Untouched model', work.ofBaseline(baseline.run));
    await finish(await measureBaseline(baseline, heard));
    progress.end();
  }
  for (const job of missing.jobs) {
    context.signal.throwIfAborted();
    progress.begin(`${job.run.name}, seed ${String(job.seed)}`, await work.ofRun(job.run, job.seed));
    await finish(await runCell(job, heard));
    progress.end();
  }
  return missing.jobs.length + missing.baselines.length;
}

/** A stored cell may have been one of another study, where its run had another name. */
function asNamed({ run, seed, key }: CellJob) {
  return { run: run.id, seed, key };
}

async function planProgress(
  missing: { readonly baselines: ListedCells['baselines']; readonly jobs: readonly CellJob[] },
  total: number,
  { session, study, signal, emit }: CellContext,
) {
  const work = await session.withModel(study.settings, null, (model) => StudyWork.of(study, model, signal));
  let cost = missing.baselines.reduce((sum, { run }) => sum + costOf(work.ofBaseline(run)), 0);
  for (const { run, seed } of missing.jobs) cost += costOf(await work.ofRun(run, seed));
  const stored = total - missing.baselines.length - missing.jobs.length;
  return { work, progress: new StudyProgress({ total, stored, cost }, emit) };
}
