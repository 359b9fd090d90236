import type { Qrels } from '../data/eval-set';
import { judgeRanking } from './judged-ranking';
import type { Metric } from './metric';
import type { MetricTable } from './metric-table';
import type { Run, ScoredDocument } from './run';

/**
 * Which queries count: every judged one (trec_eval's `-c`; the honest choice, since a query without results counts 0),
 * or only those that also got results.
 */
export type CountedQueries = 'judged' | 'judged and returned';

export interface Evaluation {
  /** Metric name -> query id -> value; queries in the order of the judgements. */
  readonly perQuery: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Metric name -> mean over the counted queries. */
  readonly mean: MetricTable;
  /** Queries of the run without judgements, which were left out. */
  readonly unjudged: number;
}

/**
 * Measures a run against judgements: per query first, mean second.
 * @throws Error when a query's ranking holds a document twice, or when there is no query to count.
 */
export function evaluateRun(
  run: Run,
  qrels: Qrels,
  metrics: readonly Metric[],
  counted: CountedQueries = 'judged',
): Evaluation {
  const perQuery = new Map(metrics.map((metric) => [metric.name, new Map<string, number>()]));
  for (const [query, judgements] of qrels) {
    const documents = run.get(query) ?? [];
    if (documents.length === 0 && counted === 'judged and returned') continue;
    const ranking = judgeQuery(query, documents, judgements);
    for (const metric of metrics) perQuery.get(metric.name)?.set(query, metric.of(ranking));
  }
  return { perQuery, mean: meanOf(perQuery), unjudged: countUnjudged(run, qrels) };
}

function judgeQuery(
  query: string,
  documents: readonly ScoredDocument[],
  judgements: ReadonlyMap<string, number>,
): ReturnType<typeof judgeRanking> {
  try {
    return judgeRanking(documents, judgements);
  } catch (error) {
    throw new Error(`query "${query}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function meanOf(perQuery: ReadonlyMap<string, ReadonlyMap<string, number>>): MetricTable {
  const means: Record<string, number> = {};
  for (const [name, values] of perQuery) {
    if (values.size === 0) throw new Error('there is no judged query to evaluate');
    means[name] = [...values.values()].reduce((sum, value) => sum + value, 0) / values.size;
  }
  return means;
}

function countUnjudged(run: Run, qrels: Qrels): number {
  return [...run.keys()].reduce((count, query) => count + (qrels.has(query) ? 0 : 1), 0);
}
