import { chooseOtherSplit } from '../../core/data/choose-splits';
import type { OpenEvaluation } from '../../core/data/evaluation-data';
import { expandFiles } from '../../core/formats/archive';
import type { InputFile } from '../../core/formats/input-file';
import { createProgress } from '../../core/formats/progress';
import { InputError } from '../../core/input-error';
import { describeMeasures } from '../../core/metrics/describe-rules';
import { metricName } from '../../core/metrics/metric';
import { reportedMetrics } from '../../core/metrics/reported-metrics';
import type { Run } from '../../core/metrics/run';
import { compareRuns, correctTogether, type RunComparison } from '../../core/run-files/compare-runs';
import { judgeRun, type JudgedQueries, type JudgedRun } from '../../core/run-files/judge-run';
import { nameRuns } from '../../core/run-files/name-runs';
import { asInTrecFiles, readJudgements } from '../../core/run-files/read-judgements';
import { readRun } from '../../core/run-files/read-run';
import { trecId } from '../../core/results/trec-id';
import type { Settings } from '../../core/settings/settings';
import type { CallContext } from '../commands/command';
import { nextTask } from '../next-task';
import type { RunFilesComparison, RunFilesResult } from '../protocol/run-files';

/** Judged queries and what the run files make of them. */
export interface MeasuredRunSet {
  readonly set: JudgedQueries;
  /** In the order of the files; only those that rank a query of the set. */
  readonly runs: readonly JudgedRun[];
}

/** The run files that were measured last, kept to be compared and exported. */
export interface MeasuredRunFiles {
  readonly result: RunFilesResult;
  readonly sets: readonly MeasuredRunSet[];
  readonly settings: Settings;
  /** The last comparison that was asked for. */
  readonly comparisons: readonly RunComparison[];
}

/** The test split of every open evaluation set, under the ids that TREC files use. */
export function judgedByOpenSets(
  evaluations: readonly OpenEvaluation[],
  settings: Settings,
): JudgedQueries[] {
  return evaluations.map((evaluation) => {
    const { queries, qrels } = chooseOtherSplit(evaluation, settings);
    return {
      name: evaluation.name,
      queries: queries.map(({ id, text }) => ({ id: trecId(id), text })),
      qrels: asInTrecFiles(qrels, evaluation.name),
    };
  });
}

/** Sets from files of judgements alone, named after them. */
export async function judgedByFiles(
  given: readonly InputFile[],
  { signal }: Pick<CallContext, 'signal'>,
): Promise<JudgedQueries[]> {
  const files = await expandFiles(given, { signal });
  const names = nameRuns(files.map(({ path }) => path));
  const sets: JudgedQueries[] = [];
  for (const [i, file] of files.entries()) {
    const qrels = await readJudgements(file, { signal });
    const queries = [...qrels.keys()].map((id) => ({ id, text: '' }));
    sets.push({ name: names[i] ?? file.path, queries, qrels });
  }
  return sets;
}

/**
 * Reads the run files one after the other and measures each on every set of which it ranks a query; a run is forgotten
 * as soon as it is measured.
 * @throws InputError for a run none of whose queries is judged, or as `readRun` does
 */
export async function measureRunFiles(
  given: readonly InputFile[],
  sets: readonly JudgedQueries[],
  settings: Settings,
  { signal, emit }: CallContext,
): Promise<MeasuredRunFiles> {
  const files = await expandFiles(given, { signal });
  const names = nameRuns(files.map(({ path }) => path));
  const onBytes = createProgress(files, {
    onProgress: (done, total) => {
      emit({ kind: 'progress', phase: 'Reading run files', done, total, unit: 'bytes' });
    },
  });
  const measured = sets.map((set) => ({ set, runs: [] as JudgedRun[] })); // filled below
  for (const [i, file] of files.entries()) {
    const run = await readRun(file, { signal, onBytes });
    const judging = measured.filter(({ set }) => [...set.qrels.keys()].some((query) => run.has(query)));
    if (judging.length === 0) throw unjudged(file, run, sets);
    for (const { set, runs } of judging) {
      await nextTask();
      signal.throwIfAborted();
      runs.push(judgeRun({ name: names[i] ?? file.path, run }, set, settings));
    }
  }
  const used = measured.filter(({ runs }) => runs.length > 0);
  return { result: resultOf(names, measured, settings), sets: used, settings, comparisons: [] };
}

function unjudged(file: InputFile, run: Run, sets: readonly JudgedQueries[]): InputError {
  const [query = ''] = run.keys();
  const judged = sets[0]?.queries[0]?.id ?? '';
  return new InputError(
    file.path,
    `none of its ${run.size} queries is judged; it ranks query "${query}" for example, and "${judged}" is judged`,
  );
}

function resultOf(
  names: readonly string[],
  measured: readonly MeasuredRunSet[],
  settings: Settings,
): RunFilesResult {
  const used = measured.filter(({ runs }) => runs.length > 0);
  const notes = used.flatMap(({ set, runs }) => [
    ...describeMeasures(set, settings),
    ...runs.flatMap((run) => run.notes.map((note) => (measured.length > 1 ? `${set.name}: ${note}` : note))),
  ]);
  for (const { set } of measured.filter(({ runs }) => runs.length === 0))
    notes.push(`No run ranks a judged query of "${set.name}", which is left out.`);
  return {
    metric: metricName('nDCG', settings.k),
    metrics: reportedMetrics(settings.k, settings).map(({ name }) => name),
    runs: names,
    sets: used.map(({ set, runs }) => ({
      name: set.name,
      queries: set.queries.length,
      runs: runs.map(({ name, returned, mean }) => ({ name, returned, metrics: mean })),
    })),
    notes: [...new Set(notes)],
  };
}

/**
 * The comparisons, corrected together.
 * @throws Error for a run that was not measured
 */
export async function compareRunFiles(
  { sets, settings, result }: MeasuredRunFiles,
  { baseline, others, metric }: RunFilesComparison,
  { signal, emit }: CallContext,
): Promise<RunComparison[]> {
  for (const name of [baseline, ...others])
    if (!result.runs.includes(name)) throw new Error(`there is no run "${name}"`);
  const pairs = sets.flatMap(({ set, runs }) => {
    const first = runs.find(({ name }) => name === baseline);
    const rest = runs.filter(({ name }) => name !== baseline && others.includes(name));
    return first === undefined ? [] : rest.map((run) => ({ set, run, baseline: first }));
  });
  const comparisons: ReturnType<typeof compareRuns>[] = [];
  for (const { set, ...pair } of pairs) {
    const [done, total] = [comparisons.length, pairs.length];
    emit({ kind: 'progress', phase: 'Comparing', done, total, unit: 'comparisons' });
    await nextTask();
    signal.throwIfAborted();
    comparisons.push(compareRuns(set.name, pair, metric, settings.seed));
  }
  return correctTogether(comparisons);
}
