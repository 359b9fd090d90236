import { metricName } from '../../core/metrics/metric';
import { compareRuns, correctTogether, type ComparedRun } from '../../core/run-files/compare-runs';
import { meanInterval } from '../../core/significance/mean-interval';
import { whyNotComparable } from '../../core/stored-runs/comparable';
import type { CallContext } from '../commands/command';
import { nextTask } from '../next-task';
import type {
  StoredComparison,
  StoredComparisonRequest,
  StoredPair,
  StoredRun,
  StoredValues,
} from '../protocol/stored-runs';

/** With more queries only the metric compared by gets an interval: each takes a second for ten thousand of them. */
const MOST_FOR_ALL_INTERVALS = 500;
/** Draws of bootstrap and sign flips are the same for every comparison, whatever the runs' own seeds. */
const SEED = 1;

/**
 * Holds runs against each other on one set: every metric with its interval, and every pair that answers the same
 * questions. An empty name of set or metric takes the primary set and the headline metric of the first run.
 * @throws Error for a set that no run was measured on
 */
export async function compareStoredRuns(
  runs: readonly StoredRun[],
  { set: askedSet, metric: askedMetric }: Pick<StoredComparisonRequest, 'set' | 'metric'>,
  { signal, emit }: Pick<CallContext, 'signal' | 'emit'>,
): Promise<StoredComparison> {
  const total = runs.length + (runs.length * (runs.length - 1)) / 2;
  const report = (done: number): void => {
    emit({ kind: 'progress', phase: 'Comparing', done, total, unit: 'figures' });
  };
  const sets = [...new Set(runs.flatMap(({ details }) => details.values.map((values) => values.set)))];
  const set = sets.includes(askedSet) ? askedSet : (sets[0] ?? '');
  const values = runs.map(({ details }) => details.values.find((one) => one.set === set));
  const metrics = metricsOf(values);
  const metric = metrics.includes(askedMetric) ? askedMetric : usualMetric(runs, metrics);
  const figures: StoredComparison['figures'][number][] = [];
  for (const [done, one] of values.entries()) {
    report(done);
    figures.push(one === undefined ? null : await intervalsOf(one, metric, signal));
  }
  const { pairs, refusals } = await comparePairs(runs, { set, metric }, async (done) => {
    report(runs.length + done);
    await nextTask();
    signal.throwIfAborted();
  });
  return { runs, sets, metrics, set, metric, figures, pairs, refusals };
}

/** What all the runs that were measured on the set have in common, in the order of the first. */
function metricsOf(values: readonly (StoredValues | undefined)[]): string[] {
  const [first, ...rest] = values.filter((one) => one !== undefined);
  return Object.keys(first?.after ?? {}).filter((name) => rest.every(({ after }) => name in after));
}

function usualMetric(runs: readonly StoredRun[], metrics: readonly string[]): string {
  const wanted = runs[0]?.summary.metric ?? metricName('nDCG', 10);
  return metrics.includes(wanted) ? wanted : (metrics[0] ?? wanted);
}

async function intervalsOf(
  { after, queries }: StoredValues,
  metric: string,
  signal: AbortSignal,
): Promise<Record<string, ReturnType<typeof meanInterval>>> {
  const all = queries.length <= MOST_FOR_ALL_INTERVALS;
  const figures: Record<string, ReturnType<typeof meanInterval>> = {};
  for (const [name, values] of Object.entries(after)) {
    if (!all && name !== metric) continue;
    await nextTask();
    signal.throwIfAborted();
    const counted = [...values].filter((value) => !Number.isNaN(value));
    if (counted.length > 0) figures[name] = meanInterval(counted, SEED);
  }
  return figures;
}

async function comparePairs(
  runs: readonly StoredRun[],
  { set, metric }: { readonly set: string; readonly metric: string },
  rest: (done: number) => Promise<void>,
): Promise<Pick<StoredComparison, 'pairs' | 'refusals'>> {
  const pairs: ReturnType<typeof compareRuns>[] = [];
  const refusals: StoredComparison['refusals'][number][] = [];
  for (const [at, baseline] of runs.entries())
    for (const run of runs.slice(at + 1)) {
      const pair = { run: comparedRun(run, set), baseline: comparedRun(baseline, set) };
      const reason = whyNotComparable(run.summary, baseline.summary, set) ?? nothingShared(pair, metric);
      if (reason !== null) {
        refusals.push({ run: run.summary.id, baseline: baseline.summary.id, reason });
        continue;
      }
      await rest(pairs.length + refusals.length);
      pairs.push(compareRuns(set, pair, metric, SEED));
    }
  return { pairs: correctTogether(pairs).map(withoutPlace), refusals };
}

/** Where only questions with results count, two runs may have none in common. */
function nothingShared(
  { run, baseline }: { readonly run: ComparedRun; readonly baseline: ComparedRun },
  metric: string,
): string | null {
  const counted = baseline.perQuery.get(metric);
  const shared = [...(run.perQuery.get(metric)?.keys() ?? [])].some((query) => counted?.has(query) === true);
  return shared ? null : 'No question counts for both of them.';
}

function withoutPlace({ run, baseline, queries, delta, tTest, adjustedP }: StoredPair): StoredPair {
  return { run, baseline, queries, delta, tTest, adjustedP };
}

function comparedRun({ summary, details }: StoredRun, set: string): ComparedRun {
  const values = details.values.find((one) => one.set === set);
  const perQuery = Object.entries(values?.after ?? {}).map(([metric, list]) => {
    const counted = (values?.queries ?? []).map((id, i) => [id, list[i] ?? Number.NaN] as const);
    return [metric, new Map(counted.filter(([, value]) => !Number.isNaN(value)))] as const;
  });
  return { name: summary.id, perQuery: new Map(perQuery) };
}
