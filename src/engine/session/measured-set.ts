import type { EvalSet } from '../../core/data/eval-set';
import type { Measured } from '../evaluate/measured-model';

/** The rankings of one evaluation set that the last run or evaluation made, kept to be looked into. */
export interface MeasuredSet {
  readonly set: EvalSet;
  readonly bm25: Measured;
  /** The untouched model; null after an evaluation without training. */
  readonly before: Measured | null;
  /** The trained model, or the evaluated one. */
  readonly after: Measured;
}
