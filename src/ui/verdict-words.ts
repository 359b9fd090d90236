import type { Verdict } from '../core/significance/delta';

/** The verdicts as the page says them. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  WIN: 'Better',
  REGRESSION: 'Worse',
  UNDECIDED: 'Undecided',
};
