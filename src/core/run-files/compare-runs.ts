import { compare } from '../significance/compare';
import type { Delta } from '../significance/delta';
import { holm } from '../significance/holm';
import { pairedTTest, type TTest } from '../significance/paired-t-test';

/** One run against another by one metric on one set of judged queries. */
export interface RunComparison {
  readonly set: string;
  readonly run: string;
  readonly baseline: string;
  readonly metric: string;
  /** Queries that count for both. */
  readonly queries: number;
  /** `run` minus `baseline`. */
  readonly delta: Delta;
  /** Null with fewer than two queries. */
  readonly tTest: TTest | null;
  /** `delta.p` after Holm's correction for all comparisons made together. */
  readonly adjustedP: number;
}

type Values = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The per-query values of a run on a set, by metric. */
export interface ComparedRun {
  readonly name: string;
  readonly perQuery: Values;
}

/**
 * Compares two runs over the queries that count for both.
 * @throws Error when none does, or when the metric was not measured
 */
export function compareRuns(
  set: string,
  { run, baseline }: { readonly run: ComparedRun; readonly baseline: ComparedRun },
  metric: string,
  seed: number,
): Omit<RunComparison, 'adjustedP'> {
  const after = run.perQuery.get(metric);
  const before = baseline.perQuery.get(metric);
  if (after === undefined || before === undefined) throw new Error(`"${metric}" was not measured`);
  const shared = [...before.keys()].filter((query) => after.has(query));
  if (shared.length === 0)
    throw new Error(`"${run.name}" and "${baseline.name}" have no judged query of "${set}" in common`);
  const pair = [before, after].map((values) => shared.map((query) => values.get(query) ?? NaN));
  const [old = [], now = []] = pair;
  return {
    set,
    run: run.name,
    baseline: baseline.name,
    metric,
    queries: shared.length,
    delta: compare(old, now, seed),
    tTest: shared.length < 2 ? null : pairedTTest(old, now),
  };
}

/** Corrects comparisons that are read together. */
export function correctTogether(comparisons: readonly Omit<RunComparison, 'adjustedP'>[]): RunComparison[] {
  const adjusted = holm(comparisons.map(({ delta }) => delta.p));
  return comparisons.map((comparison, i) => ({ ...comparison, adjustedP: adjusted[i] ?? 1 }));
}
