import type { TestSplit } from '../../core/data/test-split';
import type { EvaluationRules } from '../../core/metrics/evaluation-rules';
import type { Measured } from '../evaluate/measured-model';

/** The rankings of one evaluation set that the last run or evaluation made, kept to be looked into. The primary set is the first. */
export interface MeasuredSet {
  /** `set.of` is the name under which the page knows it. */
  readonly set: TestSplit;
  readonly bm25: Measured;
  /** The untouched model; null after an evaluation without training. */
  readonly before: Measured | null;
  /** The trained model, or the evaluated one. */
  readonly after: Measured;
  /** BM25 joined with `before`, and with `after`; null where the settings want no hybrid. */
  readonly hybridBefore: Measured | null;
  readonly hybridAfter: Measured | null;
  /** How it was measured. */
  readonly rules: EvaluationRules;
}
