import type { StudyCell } from './study-cell';

/** A cell that could not be computed. */
export interface FailedCell extends Pick<StudyCell, 'run' | 'seed'> {
  readonly reason: string;
}
