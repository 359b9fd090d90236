import type { FileReport } from './file-report';
import type { TrainingRow } from './training-row';

/** All rows of the files the user gave, in order, and what was said about each file. */
export interface TrainingData {
  readonly rows: readonly TrainingRow[];
  readonly files: readonly FileReport[];
}
