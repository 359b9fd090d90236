import type { EvalSet } from '../../core/data/eval-set';
import { createRandom } from '../../core/random/random';
import type { PassageRows } from './passage-rows';

/** How many queries and passages of a set may stand on the map. */
export interface MapBudget {
  readonly queries: number;
  readonly passages: number;
}

/** What of a set stands on the map. */
export interface MapSample {
  /** Places in the set's queries. */
  readonly queries: readonly number[];
  /** Rows of the corpus. */
  readonly passages: readonly number[];
  /** Of each of the queries those relevant passages that stand on the map: places in `passages`. */
  readonly relevant: readonly (readonly number[])[];
}

/** A query with more relevant passages than this would crowd out the others. */
const MOST_RELEVANT = 10;

/**
 * Draws queries, takes their relevant passages (at most 10 of each query, and all of those or the query is left out)
 * and fills up with passages drawn from the rest of the corpus.
 */
export function chooseMapSample(set: EvalSet, rows: PassageRows, budget: MapBudget, seed: number): MapSample {
  const random = createRandom(seed);
  const places = new Map<number, number>();
  const place = (row: number): void => {
    if (!places.has(row)) places.set(row, places.size);
  };
  const queries: number[] = [];
  const relevantTo = (query: number): readonly number[] => rows.relevantTo(set.queries[query]?.id ?? '');
  for (const query of random.shuffle(set.queries.map((_, at) => at))) {
    if (queries.length === budget.queries) break;
    const wanted = relevantTo(query).slice(0, MOST_RELEVANT);
    const fresh = wanted.filter((row) => !places.has(row)).length;
    if (wanted.length === 0 || places.size + fresh > budget.passages) continue;
    queries.push(query);
    wanted.forEach(place);
  }
  for (const row of random.shuffle(Array.from({ length: rows.count }, (_, at) => at))) {
    if (places.size >= budget.passages) break;
    place(row);
  }
  // Also those beyond the first 10 that came to the map otherwise.
  const relevant = queries.map((query) => relevantTo(query).flatMap((row) => places.get(row) ?? []));
  return { queries, passages: [...places.keys()], relevant };
}
