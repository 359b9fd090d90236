/** How many checks passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line every check ends with: `12 passed, 0 failed`, and `3 skipped, ` before it when any were. */
export function tallyLine(tally: Tally): string {
  const skipped = tally.skipped === 0 ? '' : `${tally.skipped} skipped, `;
  return `${skipped}${tally.passed} passed, ${tally.failed} failed`;
}

/** A step without a report of its own, such as the type check, counts as one. */
export function tallyOfStep(succeeded: boolean): Tally {
  return succeeded ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/**
 * Makes sure that a step which failed shows as failed: a crash of the runner, or an error outside any test,
 * leaves a report without a failure, or none at all.
 */
export function withExit(tally: Tally, succeeded: boolean): Tally {
  return succeeded || tally.failed > 0 ? tally : { ...tally, failed: tally.failed + 1 };
}
