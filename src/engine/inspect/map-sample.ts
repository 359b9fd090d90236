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
  /** Of each of the queries its relevant passages: places in `passages`. */
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
  const place = (row: number): number => {
    const known = places.get(row);
    if (known !== undefined) return known;
    places.set(row, places.size);
    return places.size - 1;
  };
  const queries: number[] = [];
  const relevant: number[][] = [];
  for (const query of random.shuffle(set.queries.map((_, at) => at))) {
    if (queries.length === budget.queries) break;
    const wanted = rows.relevantTo(set.queries[query]?.id ?? '').slice(0, MOST_RELEVANT);
    const fresh = wanted.filter((row) => !places.has(row)).length;
    if (wanted.length === 0 || places.size + fresh > budget.passages) continue;
    queries.push(query);
    relevant.push(wanted.map(place));
  }
  for (const row of random.shuffle(Array.from({ length: rows.count }, (_, at) => at))) {
    if (places.size >= budget.passages) break;
    place(row);
  }
  return { queries, passages: [...places.keys()], relevant };
}
