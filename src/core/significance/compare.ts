import type { Delta, Verdict } from './delta';
import { differences } from './differences';
import type { Interval } from './interval';
import { meanInterval } from './mean-interval';
import { signFlipP } from './sign-flip';

/**
 * Queries that must differ before anything is decided: with fewer, no sign-flip test can reach p < .05, and a
 * bootstrap over so few values is narrower than it should be.
 */
const FEWEST = 6;

/**
 * Compares per-query values of two systems, both in the same order of queries: `after` minus `before`.
 * @throws Error when the lists differ in length or are empty.
 */
export function compare(before: readonly number[], after: readonly number[], seed: number): Delta {
  const d = differences(before, after);
  const interval = meanInterval(d, seed);
  const wins = d.filter((value) => value > 0).length;
  const losses = d.filter((value) => value < 0).length;
  return {
    ...interval,
    p: signFlipP(d, seed),
    verdict: wins + losses < FEWEST ? 'UNDECIDED' : verdictOf(interval),
    wins,
    ties: d.length - wins - losses,
    losses,
  };
}

/** What an interval of the difference allows to say. An interval that touches 0 decides nothing. */
export function verdictOf({ low, high }: Interval): Verdict {
  if (low > 0) return 'WIN';
  return high < 0 ? 'REGRESSION' : 'UNDECIDED';
}
