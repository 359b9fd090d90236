import type { QueryResult } from '../engine/protocol/results';

/** The queries that training made worse, the worst first (ties by id), at most `count`. */
export function worstLosses(queries: readonly QueryResult[], count: number): QueryResult[] {
  return queries
    .filter((query) => query.after < query.before)
    .sort((a, b) => a.after - a.before - (b.after - b.before) || (a.id < b.id ? -1 : 1))
    .slice(0, count);
}
