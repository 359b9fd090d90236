import type { RunComparison } from '../core/run-files/compare-runs.ts';
import { setLabel } from '../core/results/set-label.ts';
import type { Verdict } from '../core/significance/delta.ts';
import type { RunResult, SetAssessment, SetResult } from '../engine/protocol/results.ts';
import type { JudgedRunSet, RunFigures } from '../engine/protocol/run-files.ts';
import type { SelfCheckReport } from '../engine/protocol/self-check.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  WIN: 'Better',
  REGRESSION: 'Worse',
  UNDECIDED: 'Undecided',
};

/** What a training came to, in one sentence. */
export function describeRun(
  run: Pick<RunResult, 'metric' | 'baseline' | 'metrics' | 'delta' | 'bestStep' | 'testSet'> & {
    readonly alignment?: unknown;
  },
): string {
  const { metric, baseline, metrics, delta, bestStep, testSet } = run;
  if (bestStep === 0)
    return `No measurement beat the ${run.alignment === undefined ? 'untouched model' : 'model before the alignment'}, so its weights were kept: the export is unchanged.`;
  return `${VERDICTS[delta.verdict]}: ${changeOf(metric, { baseline, metrics, delta, testSet })}.`;
}

/** What a training came to on another set than the primary one. */
export function describeOther(
  metric: string,
  set: Pick<SetResult, 'baseline' | 'metrics' | 'delta' | 'adjustedP' | 'testSet'>,
): string {
  const role = set.testSet.role === 'out' ? ', out of distribution' : '';
  const verdict = VERDICTS[set.delta.verdict].toLowerCase();
  return `${setLabel(set.testSet)}${role}: ${verdict}, ${changeOf(metric, set)}; p ${set.adjustedP.toPrecision(2)} (Holm).`;
}

function changeOf(
  metric: string,
  { baseline, metrics, delta, testSet }: Pick<SetResult, 'baseline' | 'metrics' | 'delta' | 'testSet'>,
): string {
  const change = `${figure(baseline.untouched[metric])} -> ${figure(metrics[metric])}`;
  const interval = `difference ${signed(delta.mean)}, 95% interval ${signed(delta.low)} to ${signed(delta.high)}`;
  return `${metric} ${change} on ${queries(testSet.queries)} (${interval})`;
}

/** What a measurement came to on a set, in one sentence. */
export function describeMeasurement(
  metric: string,
  { baseline, metrics, hybrid, testSet }: Pick<SetAssessment, 'baseline' | 'metrics' | 'hybrid' | 'testSet'>,
): string {
  const of = `${setLabel(testSet)}, ${queries(testSet.queries)}`;
  const joined = hybrid === undefined ? '' : `, both joined ${figure(hybrid[metric])}`;
  return `${metric} ${figure(metrics[metric])} on ${of}; BM25 ${figure(baseline.bm25[metric])}${joined}.`;
}

/** What a run file came to on a set of judged queries, in one sentence. */
export function describeRunFigures(
  { name, metrics }: RunFigures,
  set: Pick<JudgedRunSet, 'name' | 'queries'>,
  metric: string,
): string {
  return `${name}: ${metric} ${figure(metrics[metric])} on ${set.name}, ${queries(set.queries)}.`;
}

/** One run against another, in one sentence. */
export function describeComparison(comparison: RunComparison): string {
  const { run, baseline, set, metric, delta, adjustedP } = comparison;
  const interval = `95% interval ${signed(delta.low)} to ${signed(delta.high)}`;
  const p = `p ${delta.p.toPrecision(2)}, corrected ${adjustedP.toPrecision(2)}`;
  return `${run} against ${baseline} on ${set}: ${VERDICTS[delta.verdict]}, ${metric} ${signed(delta.mean)} (${interval}; ${p}).`;
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
