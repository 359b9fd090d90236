import type { TrainingRow } from '../data/training-row';
import type { Finding } from './finding';
import type { FixName } from './fixes';
import type { Remedy } from './remedy';
import type { Sketch } from './sketch';

/** A row on its one way through all checks, with what several of them need. */
export interface Visit {
  readonly row: TrainingRow;
  /** Number of the row, from 0. */
  readonly index: number;
  /** `textHash` of its texts. */
  readonly query: number;
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
  /** Of the query and of the first positive; made where a check asks for them. */
  readonly querySketch: Sketch;
  readonly positiveSketch: Sketch;
}

/** What a check ends with. */
export interface Outcome {
  readonly finding: Finding;
  /** What its fix does; null for a finding without one. */
  readonly remedy: { readonly fix: FixName; readonly does: Remedy } | null;
}

/** What is known when all rows were visited. */
export interface Closing {
  readonly rows: number;
  /** Reads a row again, since checks keep no texts. */
  readonly rowAt: (index: number) => TrainingRow;
  /** Lets other tasks in, and throws when the work was cancelled. */
  readonly pause: () => Promise<void>;
  /** Tells how much of a check's closing work is done, 0 to 1. */
  readonly progress: (share: number) => void;
}

/** One check of the training data: sees each row once, in order, keeping numbers only. */
export interface Check {
  visit(visit: Visit): void;
  /** Outcomes with a count of 0 are not reported. */
  finish(closing: Closing): Outcome[] | Promise<Outcome[]>;
}
