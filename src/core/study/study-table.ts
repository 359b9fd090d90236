import type { SetRole } from '../data/set-role';
import type { Delta } from '../significance/delta';
import type { Interval } from '../significance/interval';
import type { FailedCell } from './failed-cell';
import type { GridName } from './grid-names';

/** How the figures of the seeds differ from each other; `sd` is the sample standard deviation, 0 for one seed. */
export interface SeedSpread {
  readonly min: number;
  readonly max: number;
  readonly sd: number;
  /** Mean over the queries for each seed. */
  readonly means: readonly { readonly seed: number; readonly mean: number }[];
}

/** A row's figures on one set. The mean is over queries and seeds, its interval over queries. */
export interface RowFigure extends Interval {
  /** Null for what has no seed. */
  readonly spread: SeedSpread | null;
  /**
   * The row minus the reference, query by query of the means over the seeds that both have; null for the reference itself
   * and while they have no seed in common.
   */
  readonly delta: Delta | null;
  /** `delta.p` after Holm's correction for all comparisons of the table. */
  readonly adjustedP: number | null;
}

export interface StudyTableRow {
  readonly id: string;
  /** Null for BM25 and the untouched model. */
  readonly grid: GridName | null;
  readonly name: string;
  /** The row above that has the same figures, because it comes to the same; null for most. */
  readonly sameAs: string | null;
  /** Seeds that are done, of how many; both 1 for a baseline. */
  readonly done: number;
  readonly seeds: number;
  /** Seeds that could not be computed. */
  readonly failed: readonly Pick<FailedCell, 'seed' | 'reason'>[];
  readonly seconds: number;
  /** Rows of an epoch, and steps: means over the seeds, rounded; null before the first and for a baseline. */
  readonly rows: number | null;
  readonly steps: number | null;
  /** For each set of the table; null while there is none. */
  readonly figures: readonly (RowFigure | null)[];
}

export interface StudySet {
  readonly name: string;
  readonly split: string;
  readonly role: SetRole;
  readonly queries: number;
  readonly passages: number;
}

/** The table of a study, finished or under way. */
export interface StudyTable {
  /** Such as `nDCG@10`. */
  readonly metric: string;
  /** The row that the others are compared with. */
  readonly reference: string;
  /** The primary set first. */
  readonly sets: readonly StudySet[];
  readonly rows: readonly StudyTableRow[];
  /** Of how many p-values each was corrected. */
  readonly comparisons: number;
}
