import type { Candidate, Verdict } from './pair';

/**
 * What the labels of the training data say of two passages: the labelled one is preferred to the other. Two labelled
 * ones are a tie. Of two without a label nothing is known (null): they may answer the query all the same.
 */
export function labelVerdict(first: Candidate, second: Candidate): Verdict | null {
  if (first.labelled && second.labelled) return 'tie';
  if (first.labelled) return 'first';
  return second.labelled ? 'second' : null;
}
