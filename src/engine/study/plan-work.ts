import type { CellWork } from '../../core/study/cell-work';
import type { CellKeys } from './cell-keys';
import type { CellJob } from './run-cell';
import type { StudyWork } from './study-work';

/**
 * What each cell comes to when they are computed in this order: an aligned one takes the weights of the cell
 * before it where those are of its own training (see `runCell`).
 */
export async function planWork(
  jobs: readonly CellJob[],
  keys: Pick<CellKeys, 'ofRun'>,
  work: Pick<StudyWork, 'ofRun'>,
): Promise<CellWork[]> {
  const works: CellWork[] = [];
  let trained = '';
  for (const { run, seed, key } of jobs) {
    const base = run.aligned ? await keys.ofRun({ ...run, aligned: false }, seed) : key;
    const kept = run.aligned && base !== '' && base === trained;
    works.push(await work.ofRun(run, seed, kept));
    trained = base;
  }
  return works;
}
