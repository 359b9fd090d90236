import type { StudyCell } from '../../core/study/study-cell';
import { BASELINE_RUNS } from '../../core/study/study-cell';
import type { CellKeys } from './cell-keys';
import type { PreparedStudy } from './prepare-study';
import type { CellJob } from './run-cell';
import type { StudyStore } from './study-store';

/** All cells of a study, and those whose figures are stored. */
export interface ListedCells {
  /** One seed after the other, so that the rows of the table can be compared early. */
  readonly jobs: readonly CellJob[];
  readonly baselines: readonly { readonly run: (typeof BASELINE_RUNS)[number]; readonly key: string }[];
  /** By key. */
  readonly stored: ReadonlyMap<string, StudyCell>;
}

export async function listCells(
  { design }: PreparedStudy,
  keys: CellKeys,
  store: StudyStore,
): Promise<ListedCells> {
  const jobs: CellJob[] = [];
  for (const seed of design.seeds)
    for (const run of design.runs) jobs.push({ run, seed, key: await keys.ofRun(run, seed) });
  const baselines = await Promise.all(
    BASELINE_RUNS.map(async (run) => ({ run, key: await keys.ofBaseline(run) })),
  );
  const stored = await store.find([...jobs, ...baselines].map(({ key }) => key).filter((key) => key !== ''));
  return { jobs, baselines, stored };
}
