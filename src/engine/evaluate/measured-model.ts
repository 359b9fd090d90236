import type { EvalSet } from '../../core/data/eval-set';
import { evaluateRun, type Evaluation } from '../../core/metrics/evaluate-run';
import { metricName, RELEVANT } from '../../core/metrics/metric';
import { reportedMetrics } from '../../core/metrics/reported-metrics';
import type { Run } from '../../core/metrics/run';

/** A ranking of an evaluation set and its figures. */
export interface Measured extends Evaluation {
  readonly run: Run;
  /** The headline metric of each query, in the order of the set's queries. */
  readonly headline: readonly number[];
  /** Queries whose first document is relevant. */
  readonly foundFirst: number;
}

/** Metrics look no deeper than this. */
export const DEPTH = 100;

export function headlineMetric(k: number): string {
  return metricName('nDCG', k);
}

export function measureRun(run: Run, set: EvalSet, k: number): Measured {
  const evaluation = evaluateRun(run, set.qrels, reportedMetrics(k));
  const values = evaluation.perQuery.get(headlineMetric(k));
  const isFound = (id: string): boolean => {
    const first = run.get(id)?.[0];
    return first !== undefined && (set.qrels.get(id)?.get(first.id) ?? 0) >= RELEVANT;
  };
  return {
    ...evaluation,
    run,
    headline: set.queries.map(({ id }) => values?.get(id) ?? 0),
    foundFirst: set.queries.filter(({ id }) => isFound(id)).length,
  };
}
