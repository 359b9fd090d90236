import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import type { Candidates, MinedQueries } from './candidates';
import { marginLimit, miningDepth, type MiningRules } from './mining-rules';
import { FATES, selectNegatives, type Fate } from './select-negatives';

const RULES: MiningRules = {
  mineNegatives: 2,
  mineMin: 0,
  mineMax: 10,
  mineMarginKind: 'none',
  mineMargin: 0,
  mineMaxScore: 0,
  mineSampling: 'top',
  seed: 1,
};

/** One query with candidates 10, 11, 12, ... of these scores, of which those at `answers` answer it. */
function oneQuery(scores: readonly number[], answers: readonly number[] = []): Candidates {
  return {
    queries: 1,
    depth: scores.length,
    places: Int32Array.from(scores, (_, i) => 10 + i),
    scores: Float32Array.from(scores),
    answers: Uint8Array.from(scores, (_, i) => (answers.includes(i) ? 1 : 0)),
  };
}

const oneRow = (positive: number): MinedQueries => ({
  queryOf: Int32Array.of(0),
  positives: Float32Array.of(positive),
});

function mine(candidates: Candidates, mined: MinedQueries, change: Partial<MiningRules>) {
  const fates: Fate[] = [];
  const selection = selectNegatives(candidates, mined, { ...RULES, ...change }, (ofRow) => {
    for (const fate of ofRow) fates.push(FATES[fate] ?? 'spare');
  });
  return { fates, places: [...selection.places], selection };
}

// By hand: the answer scores 0.80. Absolute 0.1: nothing above 0.70. Relative 0.05: nothing above 0.76.
const SCORES = [0.9, 0.8, 0.75, 0.7, 0.6, 0.5];

test.each<[string, Partial<MiningRules>, readonly Fate[]]>([
  ['no rule', {}, ['kept', 'answer', 'kept', 'spare', 'spare', 'spare']],
  [
    'absolute margin',
    { mineMarginKind: 'absolute', mineMargin: 0.09375 },
    ['margin', 'answer', 'margin', 'kept', 'kept', 'spare'],
  ],
  [
    'relative margin',
    { mineMarginKind: 'relative', mineMargin: 0.05 },
    ['margin', 'answer', 'kept', 'kept', 'spare', 'spare'],
  ],
  ['highest score', { mineMaxScore: 0.65 }, ['maximum', 'answer', 'maximum', 'maximum', 'kept', 'kept']],
  ['first ranks skipped', { mineMin: 2 }, ['rank', 'answer', 'rank', 'kept', 'kept', 'spare']],
  ['last rank', { mineMin: 1, mineMax: 2 }, ['rank', 'answer', 'kept', 'rank', 'rank', 'rank']],
  [
    'ranks count what the margin drops',
    { mineMin: 1, mineMarginKind: 'absolute', mineMargin: 0.03 },
    ['rank', 'answer', 'kept', 'kept', 'spare', 'spare'],
  ],
])('an answer of 0.8 among six candidates: %s', (_, change, wanted) => {
  const { fates, places } = mine(oneQuery(SCORES, [1]), oneRow(0.8), change);
  expect(fates).toEqual(wanted);
  expect(places).toEqual(wanted.flatMap((fate, i) => (fate === 'kept' ? [10 + i] : [])));
});

test('a relative margin goes down from a negative score, too', () => {
  expect(marginLimit(-0.5, { mineMarginKind: 'relative', mineMargin: 0.1 })).toBeCloseTo(-0.55);
});

test('each row has the limit of its own answer', () => {
  const rows = { queryOf: Int32Array.of(0, 0), positives: Float32Array.of(0.8, 0.6) };
  const { selection } = mine(oneQuery(SCORES, [1, 4]), rows, {
    mineMarginKind: 'absolute',
    mineMargin: 0.05,
  });
  expect([...selection.starts]).toEqual([0, 2, 3]);
  expect([...selection.places]).toEqual([12, 13, 15]);
});

test('ranking goes deeper by the most answers of a query, but not without end', () => {
  expect([miningDepth(RULES, 3), miningDepth(RULES, 100_000)]).toEqual([13, 210]);
});

test('random: the same seed gives the same rows, every candidate that does comes about as often, seed 5', () => {
  const candidates = oneQuery(SCORES, [1]);
  const counts = new Map<number, number>();
  for (let seed = 0; seed < 2000; seed++) {
    const change = { mineSampling: 'random', seed } as const;
    const { places } = mine(candidates, oneRow(0.8), change);
    expect(places).toHaveLength(2);
    expect(places).toEqual(mine(candidates, oneRow(0.8), change).places);
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([10, 12, 13, 14, 15]);
  // 2,000 draws of 2 of 5: 800 each, with a standard deviation of 22.
  for (const count of counts.values()) expect(Math.abs(count - 800)).toBeLessThan(110);
});

/** The same in other words: filter, then cut. */
function bruteForce(candidates: Candidates, mined: MinedQueries, rules: MiningRules): number[][] {
  return Array.from(mined.queryOf, (query, row) => {
    const positive = mined.positives[row] ?? 0;
    const all = Array.from({ length: candidates.depth }, (_, i) => query * candidates.depth + i);
    return all
      .filter((at) => candidates.answers[at] === 0)
      .slice(rules.mineMin, rules.mineMax)
      .filter((at) => (candidates.scores[at] ?? 0) <= marginLimit(positive, rules))
      .filter((at) => rules.mineMaxScore === 0 || (candidates.scores[at] ?? 0) <= rules.mineMaxScore)
      .map((at) => candidates.places[at] ?? -1);
  });
}

test('agrees with filtering and cutting, seed 71', () => {
  const random = createRandom(71);
  for (let run = 0; run < 300; run++) {
    const [queries, depth, rows] = [1 + random.int(4), random.int(12), random.int(6)];
    const candidates: Candidates = {
      queries,
      depth,
      places: Int32Array.from({ length: queries * depth }, (_, i) => i),
      scores: Float32Array.from({ length: queries * depth }, () => 2 * random.next() - 1),
      answers: Uint8Array.from({ length: queries * depth }, () => (random.int(4) === 0 ? 1 : 0)),
    };
    for (let query = 0; query < queries; query++)
      candidates.scores
        .subarray(query * depth, (query + 1) * depth)
        .sort()
        .reverse();
    const mined = {
      queryOf: Int32Array.from({ length: rows }, () => random.int(queries)),
      positives: Float32Array.from({ length: rows }, () => 2 * random.next() - 1),
    };
    const kinds = ['none', 'absolute', 'relative'] as const;
    const rules: MiningRules = {
      mineNegatives: 1 + random.int(4),
      mineMin: random.int(3),
      mineMax: 1 + random.int(12),
      mineMarginKind: kinds[random.int(3)] ?? 'none',
      mineMargin: random.next(),
      mineMaxScore: random.int(2) === 0 ? 0 : random.next(),
      mineSampling: random.int(2) === 0 ? 'top' : 'random',
      seed: run,
    };
    const { starts, places } = selectNegatives(candidates, mined, rules);
    const eligible = bruteForce(candidates, mined, rules);
    eligible.forEach((fit, row) => {
      const got = [...places.subarray(starts[row], starts[row + 1])];
      if (rules.mineSampling === 'top') expect(got).toEqual(fit.slice(0, rules.mineNegatives));
      expect(got).toHaveLength(Math.min(fit.length, rules.mineNegatives));
      expect(fit.filter((place) => got.includes(place))).toEqual(got);
    });
  }
});
