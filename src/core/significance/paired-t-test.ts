import { differences } from './differences';
import { mean } from './mean';
import { studentTwoSided } from './student-t';

export interface TTest {
  /** Positive when `after` is the higher one; infinite when all differences are the same and not 0. */
  readonly t: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Student's paired t-test on per-query values, both in the same order. Without any difference t = 0 and p = 1.
 * @throws Error when the lists differ in length or hold fewer than two queries.
 */
export function pairedTTest(before: readonly number[], after: readonly number[]): TTest {
  const d = differences(before, after);
  if (d.length < 2) throw new Error('a t-test needs at least two queries');
  const centre = mean(d);
  if (d.every((value) => value === 0)) return { t: 0, p: 1 };
  const variance = d.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (d.length - 1);
  const t = centre / Math.sqrt(variance / d.length);
  return { t, p: studentTwoSided(t, d.length - 1) };
}
