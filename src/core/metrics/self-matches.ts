import type { EvalSet } from '../data/eval-set';
import type { Run } from './run';

/**
 * A run without the documents whose id equals the id of their query, as BEIR evaluates (`ignore_identical_ids`):
 * in its duplicate-question sets the query itself stands in the corpus. Judgements stay as they are.
 */
export function withoutSelfMatches(run: Run): Run {
  return new Map([...run].map(([query, documents]) => [query, documents.filter(({ id }) => id !== query)]));
}

/** How many queries have an id that is also a document's. */
export function countSelfMatches({ queries, corpus }: Pick<EvalSet, 'queries' | 'corpus'>): number {
  const documents = new Set(corpus.map(({ id }) => id));
  return queries.reduce((count, { id }) => count + (documents.has(id) ? 1 : 0), 0);
}
