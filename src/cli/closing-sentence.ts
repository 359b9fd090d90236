import type { Verdict } from '../core/significance/delta.ts';
import type { EvaluateResult, RunResult } from '../engine/protocol/results.ts';
import type { SelfCheckReport } from '../engine/protocol/self-check.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  WIN: 'Better',
  REGRESSION: 'Worse',
  UNDECIDED: 'Undecided',
};

/** What a training came to, in one sentence. */
export function describeRun(
  run: Pick<RunResult, 'metric' | 'baseline' | 'metrics' | 'delta' | 'bestStep' | 'testSet'>,
): string {
  const { metric, baseline, metrics, delta, bestStep, testSet } = run;
  if (bestStep === 0)
    return 'No measurement beat the untouched model, so its weights were kept: the export is unchanged.';
  const change = `${figure(baseline.untouched[metric])} -> ${figure(metrics[metric])}`;
  const interval = `difference ${signed(delta.mean)}, 95% interval ${signed(delta.low)} to ${signed(delta.high)}`;
  return `${VERDICTS[delta.verdict]}: ${metric} ${change} on ${queries(testSet.queries)} (${interval}).`;
}

/** What a measurement came to, in one sentence. */
export function describeMeasurement(
  result: Pick<EvaluateResult, 'metric' | 'baseline' | 'metrics' | 'testSet'>,
): string {
  const { metric, baseline, metrics, testSet } = result;
  const of = `${testSet.name}, ${queries(testSet.queries)}`;
  return `${metric} ${figure(metrics[metric])} on ${of}; BM25 ${figure(baseline.bm25[metric])}.`;
}

/** What failed of a self-check, a line each, and how many passed. */
export function describeSelfCheck({ rows, failed }: Pick<SelfCheckReport, 'rows' | 'failed'>): string[] {
  const faults = rows
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ operation, input, reason }) => `${operation} (${input}) failed: ${reason}`);
  return [...faults, `${rows.length - failed} of ${rows.length} checks passed.`];
}

function queries(count: number): string {
  return count === 1 ? '1 query' : `${count} queries`;
}

function figure(value: number | undefined): string {
  return (value ?? Number.NaN).toFixed(4);
}

function signed(value: number): string {
  return (value < 0 ? '' : '+') + value.toFixed(4);
}
