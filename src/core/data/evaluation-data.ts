import type { EvalSet } from './eval-set';
import type { SetRole } from './set-role';
import type { Reject } from './training-row';

/** A BEIR data set: one corpus, and one set of judged queries per split. */
export interface EvaluationData {
  /** The folder's or archive's name, for display. */
  readonly name: string;
  /** One per qrels file, named after it, all with the same `corpus`. At least one. */
  readonly splits: readonly EvalSet[];
  /** The first 1,000; `rejectedCount` says how many there were. */
  readonly rejected: readonly Reject[];
  readonly rejectedCount: number;
  readonly notes: readonly string[];
}

/** Evaluation data that is open; its name tells it from the others. */
export interface OpenEvaluation extends EvaluationData {
  readonly role: SetRole;
}
