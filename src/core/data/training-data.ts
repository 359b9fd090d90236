import type { FileReport } from './file-report';
import type { RowList } from './row-list';

/** All rows of the files the user gave, in order, and what was said about each file. */
export interface TrainingData {
  readonly rows: RowList;
  readonly files: readonly FileReport[];
  /** Remarks on all of it. */
  readonly notes: readonly string[];
}
