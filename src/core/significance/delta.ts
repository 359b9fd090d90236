import type { Interval } from './interval';

/** WIN: the whole interval lies above 0. REGRESSION: the whole interval lies below 0. UNDECIDED: anything else. */
export type Verdict = 'WIN' | 'REGRESSION' | 'UNDECIDED';

/** A system compared with a baseline, query by query: mean difference, its 95% interval, and what follows from them. */
export interface Delta extends Interval {
  /** Two-sided p of the sign-flip randomisation test. */
  readonly p: number;
  readonly verdict: Verdict;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}
