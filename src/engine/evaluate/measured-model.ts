import type { EvalSet } from '../../core/data/eval-set';
import { evaluateRun, type Evaluation } from '../../core/metrics/evaluate-run';
import type { EvaluationRules } from '../../core/metrics/evaluation-rules';
import { metricName } from '../../core/metrics/metric';
import { reportedMetrics } from '../../core/metrics/reported-metrics';
import type { Run } from '../../core/metrics/run';
import { withoutSelfMatches } from '../../core/metrics/self-matches';

/** A ranking of an evaluation set and its figures. */
export interface Measured extends Evaluation {
  readonly run: Run;
  /** The lowest grade that counted as relevant. */
  readonly relevanceLevel: number;
  /** The headline metric of each query, in the order of the set's queries. */
  readonly headline: readonly number[];
  /** Whether the first document is relevant, for each of the set's queries. */
  readonly found: readonly boolean[];
  /** Queries whose first document is relevant. */
  readonly foundFirst: number;
}

/** Metrics look no deeper than this. */
const DEPTH = 100;

/** What of the settings decides how a ranking is measured. */
export type MeasureSettings = EvaluationRules & { readonly k: number };

/** How many documents to retrieve for a query: one more where its own may be dropped. */
export function retrievalDepth({ k, dropSelfMatches }: MeasureSettings): number {
  return Math.max(DEPTH, k) + (dropSelfMatches ? 1 : 0);
}

export function headlineMetric(k: number): string {
  return metricName('nDCG', k);
}

/** `retrieved` holds `retrievalDepth` documents a query, best first by the tie rule of the settings. */
export function measureRun(retrieved: Run, set: EvalSet, settings: MeasureSettings): Measured {
  const run = settings.dropSelfMatches ? withoutSelfMatches(retrieved) : retrieved;
  const evaluation = evaluateRun(run, set.qrels, reportedMetrics(settings.k, settings), settings);
  const values = evaluation.perQuery.get(headlineMetric(settings.k));
  const isFound = (id: string): boolean => {
    const first = run.get(id)?.[0];
    return first !== undefined && (set.qrels.get(id)?.get(first.id) ?? 0) >= settings.relevanceLevel;
  };
  const found = set.queries.map(({ id }) => isFound(id));
  return {
    ...evaluation,
    run,
    relevanceLevel: settings.relevanceLevel,
    headline: set.queries.map(({ id }) => values?.get(id) ?? 0),
    found,
    foundFirst: found.filter(Boolean).length,
  };
}
