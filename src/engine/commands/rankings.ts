import type { ScoredDocument } from '../../core/metrics/run';
import { compareRankings } from '../look/compare-rankings';
import { findMeasured } from '../look/find-measured';
import type { SystemName } from '../protocol/inspect';
import type { Handler } from './command';

export const rankings: Handler<'rankings'> = (session, request) => {
  const { set, bm25, before, after } = findMeasured(session, request);
  const query = set.queries.find(({ id }) => id === request.query);
  if (!query) throw new Error(`"${set.of}" has no query "${request.query}".`);
  const ranked = new Map<SystemName, readonly ScoredDocument[]>([
    ['bm25', bm25.run.get(query.id) ?? []],
    ...(before === null ? [] : [['before', before.run.get(query.id) ?? []] as const]),
    ['after', after.run.get(query.id) ?? []],
  ]);
  const judgements = set.qrels.get(query.id) ?? new Map<string, number>();
  const { relevanceLevel } = after;
  const given = { query: query.text, corpus: set.corpus, judgements, relevanceLevel, rankings: ranked };
  return { id: query.id, ...compareRankings(given) };
};
