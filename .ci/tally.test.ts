import { describe, expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './read-reports.ts';
import { NOTHING, addTallies, tallyLine, withExit } from './tally.ts';

test('the last line names skipped tests only when there are some', () => {
  expect(tallyLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(tallyLine({ passed: 1, failed: 2, skipped: 3 })).toBe('3 skipped, 1 passed, 2 failed');
});

test('tallies add up', () => {
  const sum = addTallies({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
  expect(sum).toEqual({ passed: 11, failed: 22, skipped: 33 });
});

test('a runner that fails without a failed test still counts as a failure', () => {
  expect(withExit({ passed: 5, failed: 0, skipped: 0 }, false).failed).toBe(1);
  expect(withExit({ passed: 5, failed: 2, skipped: 0 }, false).failed).toBe(2);
  expect(withExit(NOTHING, true).failed).toBe(0);
});

describe('reports', () => {
  const assertion = (status: string) => ({ status });
  const vitest = (testResults: unknown[]) =>
    JSON.stringify({ numPassedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults });

  test('a vitest file that did not load counts as one failure', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [assertion('failed'), assertion('failed'), assertion('passed')] },
      { status: 'passed', assertionResults: [assertion('passed')] },
    ];
    expect(readVitestReport(vitest(files))).toEqual({ passed: 1, failed: 3, skipped: 2 });
  });

  test('a flaky end-to-end test and an error outside any test count as failures', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    const text = JSON.stringify({ stats, errors: [{ message: 'no server' }] });
    expect(readPlaywrightReport(text)).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });

  test('no report counts nothing', () => {
    expect(readVitestReport(undefined)).toEqual(NOTHING);
    expect(readPlaywrightReport(undefined)).toEqual(NOTHING);
  });
});
