import type { Qrels } from '../data/eval-set';
import { DEFAULT_RULES, type EvaluationRules, type TieRule } from './evaluation-rules';
import { judgeRanking } from './judged-ranking';
import type { Metric } from './metric';
import type { MetricTable } from './metric-table';
import type { Run, ScoredDocument } from './run';

export interface Evaluation {
  /** Metric name -> query id -> value; queries in the order of the judgements. */
  readonly perQuery: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Metric name -> mean over the counted queries; 0 where none of the judged queries counts. */
  readonly mean: MetricTable;
  /** Queries of the run without judgements, which were left out. */
  readonly unjudged: number;
}

/**
 * Measures a run against judgements: per query first, mean second.
 * Self-matches are the caller's to drop (`withoutSelfMatches`).
 * @throws Error when a query's ranking holds a document twice, or when no query is judged.
 */
export function evaluateRun(
  run: Run,
  qrels: Qrels,
  metrics: readonly Metric[],
  { ties, countedQueries }: Pick<EvaluationRules, 'ties' | 'countedQueries'> = DEFAULT_RULES,
): Evaluation {
  if (qrels.size === 0) throw new Error('there is no judged query to evaluate');
  const perQuery = new Map(metrics.map((metric) => [metric.name, new Map<string, number>()]));
  for (const [query, judgements] of qrels) {
    const documents = run.get(query) ?? [];
    if (documents.length === 0 && countedQueries === 'returned') continue;
    const ranking = judgeQuery(query, documents, { judgements, ties });
    for (const metric of metrics) perQuery.get(metric.name)?.set(query, metric.of(ranking));
  }
  return { perQuery, mean: meanOf(perQuery), unjudged: countUnjudged(run, qrels) };
}

function judgeQuery(
  query: string,
  documents: readonly ScoredDocument[],
  given: { readonly judgements: ReadonlyMap<string, number>; readonly ties: TieRule },
): ReturnType<typeof judgeRanking> {
  try {
    return judgeRanking(documents, given.judgements, given.ties);
  } catch (error) {
    throw new Error(`query "${query}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function meanOf(perQuery: ReadonlyMap<string, ReadonlyMap<string, number>>): MetricTable {
  const means: Record<string, number> = {};
  for (const [name, values] of perQuery) {
    const sum = [...values.values()].reduce((total, value) => total + value, 0);
    means[name] = values.size === 0 ? 0 : sum / values.size;
  }
  return means;
}

function countUnjudged(run: Run, qrels: Qrels): number {
  return [...run.keys()].reduce((count, query) => count + (qrels.has(query) ? 0 : 1), 0);
}
