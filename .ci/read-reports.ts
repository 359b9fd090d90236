import * as v from 'valibot';
import { NOTHING, type Tally } from './tally.ts';

const VitestReport = v.object({
  numPassedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  testResults: v.array(
    v.object({ status: v.string(), assertionResults: v.array(v.object({ status: v.string() })) }),
  ),
});

const PlaywrightReport = v.object({
  stats: v.object({
    expected: v.number(),
    unexpected: v.number(),
    flaky: v.number(),
    skipped: v.number(),
  }),
  errors: v.array(v.unknown()),
});

/**
 * Counts the tests in the text of a vitest JSON report. A file that failed as a whole (it did not even load)
 * counts as one failure. No report: nothing.
 */
export function readVitestReport(text: string | undefined): Tally {
  if (text === undefined) return NOTHING;
  const report = v.parse(VitestReport, JSON.parse(text));
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = report.testResults.flatMap((file) =>
    file.assertionResults.filter(({ status }) => status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: failed.length + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts the tests in the text of a Playwright JSON report. A flaky test is a failed one. No report: nothing. */
export function readPlaywrightReport(text: string | undefined): Tally {
  if (text === undefined) return NOTHING;
  const { stats, errors } = v.parse(PlaywrightReport, JSON.parse(text));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
