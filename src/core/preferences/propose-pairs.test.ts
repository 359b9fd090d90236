import { expect, test } from 'vitest';
import type { RankedQuery } from './pair';
import { isSwapped, proposePairs, samplePlaces } from './propose-pairs';

const ranked = (text: string, texts: readonly string[]): RankedQuery => ({
  id: undefined,
  text,
  candidates: texts.map((of, at) => ({ id: of, text: of, rank: at + 1, score: -at, labelled: false })),
});
const FIVE = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];

test('all pairs of five are ten, each once; one passage makes none', () => {
  const pairs = proposePairs([ranked('q', FIVE), ranked('r', ['alone'])], { sampled: 0, seed: 1 });
  expect(pairs).toHaveLength(10);
  const sets = pairs.map(({ first, second }) => [first, second].sort().join());
  expect(new Set(sets).size).toBe(10);
  expect(new Set(pairs.map(({ id }) => id)).size).toBe(10);
});

test('a pair keeps its id and its first passage when the ranks change', () => {
  const textOf = (query: RankedQuery, at: number) => query.candidates[at]?.text;
  const [one, other] = [ranked('q', FIVE), ranked('Q ', FIVE.toReversed())];
  const firsts = (query: RankedQuery) =>
    new Map(
      proposePairs([query], { sampled: 0, seed: 1 }).map((pair) => [
        pair.id,
        `${textOf(query, pair.first)} ${textOf(query, pair.second)}`,
      ]),
    );
  expect(firsts(one).size).toBe(10);
  expect(new Map([...firsts(other)].sort())).toEqual(new Map([...firsts(one)].sort()));
});

test('sampling is seeded, and the same whatever other queries there are', () => {
  const idsOf = (queries: readonly RankedQuery[], seed: number) =>
    proposePairs(queries, { sampled: 3, seed }).map(({ id }) => id);
  const alone = idsOf([ranked('q', FIVE)], 1);
  expect(alone).toHaveLength(3);
  expect(idsOf([ranked('other', FIVE), ranked('q', FIVE)], 1).slice(3)).toEqual(alone);
  const seeds = Array.from({ length: 20 }, (_, seed) => idsOf([ranked('q', FIVE)], seed).join());
  expect(new Set(seeds).size).toBeGreaterThan(10);
});

test('half of the pairs are shown the other way round (seed 3)', () => {
  const swapped = Array.from({ length: 2000 }, (_, i) => isSwapped(`pair ${i}`, 3));
  expect(swapped.filter(Boolean).length).toBeGreaterThan(930);
  expect(swapped.filter(Boolean).length).toBeLessThan(1070);
  expect(Array.from({ length: 2000 }, (_, i) => isSwapped(`pair ${i}`, 3))).toEqual(swapped);
});

test('places are drawn in order; 0 takes all', () => {
  expect(samplePlaces(4, 0, 1)).toEqual([0, 1, 2, 3]);
  const drawn = samplePlaces(100, 10, 1);
  expect(drawn).toHaveLength(10);
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  expect(samplePlaces(100, 10, 2)).not.toEqual(drawn);
});
