import type { EvalSet } from './eval-set';
import type { OpenEvaluation } from './evaluation-data';

/** Whether a set was made of training rows: it ranks no corpus of an evaluation set. */
export function isHeldOut(
  { corpus }: Pick<EvalSet, 'corpus'>,
  evaluations: readonly Pick<OpenEvaluation, 'splits'>[],
): boolean {
  return !evaluations.some(({ splits }) => splits.some((split) => split.corpus === corpus));
}
