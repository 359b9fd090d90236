import type { Passage } from '../../core/data/eval-set';
import type { ScoredDocument } from '../../core/metrics/run';
import type { Comparison, InspectedPassage, Place, SystemName } from '../protocol/inspect';
import { passagesById } from './passages-by-id';

/** Passages listed for each system. */
const LISTED = 10;
/** Ranks given for each passage reach down to here: as deep as a ranking is kept. */
export const DEPTH = 100;
/** A query may have thousands of relevant passages; no more are listed beyond the rankings. */
const MISSED_LISTED = 50;

/**
 * Lays rankings of one query side by side: the passages that some system has among its first, with their place in each,
 * and the relevant ones that none has there, the best judged first. `rankings` are best first.
 */
export function compareRankings(given: {
  readonly query: string;
  readonly corpus: readonly Passage[];
  /** Grades by passage, where the query is judged. */
  readonly judgements: ReadonlyMap<string, number>;
  readonly relevanceLevel: number;
  readonly rankings: ReadonlyMap<SystemName, readonly ScoredDocument[]>;
}): Comparison {
  const { query, corpus, judgements, relevanceLevel, rankings } = given;
  const places = placesOf(rankings);
  const listed = [...rankings.values()].flatMap((ranking) => ranking.slice(0, LISTED).map(({ id }) => id));
  const shown = new Set(listed);
  const missed = [...judgements]
    .filter(([id, grade]) => grade >= relevanceLevel && !shown.has(id))
    .sort(([, a], [, b]) => b - a)
    .map(([id]) => id);
  const byId = passagesById(corpus);
  const inspect = (id: string): InspectedPassage => ({
    id,
    title: byId.get(id)?.title ?? '',
    text: byId.get(id)?.text ?? null,
    grade: judgements.get(id) ?? null,
    places: places.get(id) ?? {},
  });
  return {
    query,
    systems: [...rankings.keys()],
    listed: LISTED,
    depth: DEPTH,
    relevanceLevel,
    passages: [...shown, ...missed.slice(0, MISSED_LISTED)].map(inspect),
    relevantLeftOut: Math.max(0, missed.length - MISSED_LISTED),
  };
}

function placesOf(
  rankings: ReadonlyMap<SystemName, readonly ScoredDocument[]>,
): Map<string, Partial<Record<SystemName, Place>>> {
  const places = new Map<string, Partial<Record<SystemName, Place>>>();
  for (const [system, ranking] of rankings)
    for (const [at, { id, score }] of ranking.slice(0, DEPTH).entries()) {
      const here = places.get(id) ?? {};
      here[system] = { rank: at + 1, score };
      places.set(id, here);
    }
  return places;
}
