import { createRandom, type Random } from '../random/random';
import { textHash } from '../text/text-hash';
import type { Pair, RankedQuery } from './pair';

export interface PairChoice {
  /** Pairs of each query; 0: all K(K-1)/2. */
  readonly sampled: number;
  readonly seed: number;
}

/**
 * The pairs of each query's candidates, in the order of queries and ranks. Which are sampled depends on the seed and
 * the query's text alone, so that other queries beside it change nothing.
 */
export function proposePairs(queries: readonly RankedQuery[], { sampled, seed }: PairChoice): Pair[] {
  return queries.flatMap((query, at) => {
    const all = allPairs(query, at);
    if (sampled === 0 || sampled >= all.length) return all;
    const random = seededBy(`${String(seed)} ${query.text}`);
    const chosen = new Set(random.shuffle([...all]).slice(0, sampled));
    return all.filter((pair) => chosen.has(pair));
  });
}

/** Whether the pair's second passage is shown in the first place: drawn for each pair, so that no place is favoured. */
export function isSwapped(pairId: string, seed: number): boolean {
  return seededBy(`${String(seed)} ${pairId}`).next() < 0.5;
}

/** So many of the places 0 to count - 1, in order; 0: all. */
export function samplePlaces(count: number, most: number, seed: number): number[] {
  const places = Array.from({ length: count }, (_, at) => at);
  if (most === 0 || most >= count) return places;
  return createRandom(seed)
    .shuffle(places)
    .slice(0, most)
    .sort((a, b) => a - b);
}

function allPairs({ text, candidates }: RankedQuery, query: number): Pair[] {
  const hashes = candidates.map((candidate) => textHash(candidate.text));
  const ofQuery = textHash(text).toString(36);
  return candidates.flatMap((_, high) =>
    candidates.slice(high + 1).map((__, offset) => {
      const low = high + 1 + offset;
      const turned = (hashes[high] ?? 0) > (hashes[low] ?? 0);
      const [first, second] = turned ? [low, high] : [high, low];
      const id = [ofQuery, ...[first, second].map((at) => (hashes[at] ?? 0).toString(36))].join('-');
      return { id, query, first, second };
    }),
  );
}

function seededBy(text: string): Random {
  return createRandom(textHash(text) % 2 ** 32);
}
