// A study: a grid of variants trained with several seeds, and their table.
import type { StudyDesign } from '../../core/study/design-study';
import type { StudyCell } from '../../core/study/study-cell';
import type { StudySet, StudyTable } from '../../core/study/study-table';
import type { BackendName } from './device';

/** A run with one seed, before it is computed. */
export interface PlannedCell {
  /** The id of the run; its name is that of the first row that shows it. */
  readonly run: string;
  readonly seed: number;
  /** Its figures are there from before. */
  readonly stored: boolean;
  /** Rows of an epoch of the training, and steps of training and alignment together. */
  readonly rows: number;
  readonly steps: number;
  /** Tokens that are trained on, and tokens that are embedded to measure and to mine; estimated. An aligned cell takes the training of the cell before it. */
  readonly trained: number;
  readonly measured: number;
  /** Estimated for this device; 0 where it is stored. */
  readonly seconds: number;
}

/** What a study with these settings would compute, and how long that takes here. */
export interface StudyPlan {
  readonly design: StudyDesign;
  readonly cells: readonly PlannedCell[];
  /** What the cells are measured on, the primary set first. */
  readonly sets: readonly StudySet[];
  /** Seconds of all that is left to do, the baselines included. */
  readonly seconds: number;
  readonly notes: readonly string[];
}

/** A finished study. */
export interface StudyReport {
  readonly design: StudyDesign;
  readonly table: StudyTable;
  /** Cells computed now; the others were stored. */
  readonly computed: number;
  readonly seconds: number;
  readonly backend: BackendName;
  /** Fingerprint of the rows that the first seed trained on. */
  readonly dataHash: string;
  readonly notes: readonly string[];
}

/** How far a study is: after what was stored was found, then after every cell. */
export interface StudyEvent {
  readonly kind: 'study';
  /** The cell that was just computed; null at the start. */
  readonly cell: StudyCell | null;
  readonly done: number;
  readonly total: number;
  readonly table: StudyTable;
}
