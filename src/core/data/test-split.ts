import type { EvalSet } from './eval-set';
import type { SetRole } from './set-role';

/** The split of an evaluation set, or the held-out training queries, that results are reported on. */
export interface TestSplit extends EvalSet {
  /** The evaluation set it belongs to; `name` is that of the split. */
  readonly of: string;
  readonly role: SetRole;
}

/** What `of` says where training queries were held out. */
export const HELD_OUT = 'held-out queries';
