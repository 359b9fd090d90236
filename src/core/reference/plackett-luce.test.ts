import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { logSumExp } from './log-sum-exp';
import { numericalGradient } from './numerical-gradient';
import { bradleyTerry, pairScores, partialPlackettLuce } from './plackett-luce';

const example = {
  queries: [
    [1, 0],
    [0, 1],
  ],
  better: [
    [1, 0.3],
    [0.2, 1],
  ],
  worse: [
    [0.8, 0.6],
    [0.7, 0.7],
  ],
};

test.each([
  [1, 2.02428687, 0.5915371],
  [0.05, 0.15446308, 0.02294833],
])('the worked example, tau %d', (tau, plackettLuce, terry) => {
  const pairs = pairScores({ ...example, tau });
  expect(partialPlackettLuce(pairs)).toBeCloseTo(plackettLuce, 7);
  expect(bradleyTerry(pairs)).toBeCloseTo(terry, 7);
});

function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** Plackett-Luce: places are filled from the top, each by chance among those that are left. */
function probability(scores: readonly number[], order: readonly number[]): number {
  return order.reduce((product, item, place) => {
    const left = order.slice(place).map((other) => scores[other] ?? NaN);
    return product * Math.exp((scores[item] ?? NaN) - logSumExp(left));
  }, 1);
}

test.each([
  ['a pair alone', 2, 2],
  ['a pair and one other', 2, 3],
  ['a pair and three others', 2, 5],
  ['three ranked and two others', 3, 5],
  ['four ranked and two others', 4, 6],
])('%s: the chance of all orders that begin as ranked (seed 11)', (_, ranked, documents) => {
  const random = createRandom(11);
  for (let round = 0; round < 5; round++) {
    const scores = Array.from({ length: documents }, () => 3 * random.normal());
    const tiers = [Array.from({ length: ranked }, (__, i) => [i])];
    const all = orders(scores.map((__, i) => i));
    const chance = all
      .filter((order) => order.slice(0, ranked).every((item, place) => item === place))
      .reduce((sum, order) => sum + probability(scores, order), 0);
    expect(all.reduce((sum, order) => sum + probability(scores, order), 0)).toBeCloseTo(1, 10);
    expect(partialPlackettLuce({ scores: [scores], tiers })).toBeCloseTo(-Math.log(chance), 10);
  }
});

test('where neither answers, only the first term is left, the one against everything', () => {
  const pairs = pairScores({ ...example, tau: 1 });
  const first = (pairs.scores[0] ?? []).map((score) => score - (pairs.scores[0]?.[0] ?? NaN));
  const both = partialPlackettLuce({ ...pairs, neither: [true, true] });
  const one = partialPlackettLuce({
    scores: pairs.scores.slice(0, 1),
    tiers: [[[0], [2]]],
    neither: [true],
  });
  expect(one).toBeCloseTo(logSumExp(first), 12);
  expect(both).toBeLessThan(partialPlackettLuce(pairs));
});

test('those of a tier do not compete: a closer rival in it changes nothing (seed 12)', () => {
  const random = createRandom(12);
  const scores = Array.from({ length: 5 }, random.normal);
  const loss = (row: number[]) => partialPlackettLuce({ scores: [row], tiers: [[[0, 1], [2]]] });
  const slope = numericalGradient((s) => loss([...(s[0] ?? [])]), [scores])[0] ?? [];
  // Each of the tier is pulled in by its own term alone, so by less than the whole of it.
  expect(slope[0]).toBeLessThan(0);
  expect(slope[1]).toBeLessThan(0);
  const own = logSumExp([0, 2, 3, 4].map((j) => scores[j] ?? NaN)) - (scores[0] ?? NaN);
  const other = logSumExp([1, 2, 3, 4].map((j) => scores[j] ?? NaN)) - (scores[1] ?? NaN);
  const last = logSumExp([2, 3, 4].map((j) => scores[j] ?? NaN)) - (scores[2] ?? NaN);
  expect(loss(scores)).toBeCloseTo(own + other + last, 12);
});

test('better passages are pulled, other rows pushed, the worse passage pulled less than it is pushed (seed 13)', () => {
  const random = createRandom(13);
  for (let round = 0; round < 20; round++) {
    const scores = [0, 1].map(() => Array.from({ length: 4 }, () => 2 * random.normal()));
    const tiers = [
      [[0], [2]],
      [[1], [3]],
    ];
    const slope = numericalGradient((s) => partialPlackettLuce({ scores: s, tiers }), scores);
    expect(slope[0]?.[0]).toBeLessThan(0);
    expect(slope[0]?.[1]).toBeGreaterThan(0);
    expect(slope[0]?.[3]).toBeGreaterThan(0);
  }
});

test('a false negative leaves both denominators, the own documents never do', () => {
  const pairs = pairScores({ ...example, tau: 1 });
  const masked = (row: number, column: number) =>
    pairs.scores.map((line, i) => line.map((_, j) => !(i === row && j === column)));
  const plain = partialPlackettLuce(pairs);
  expect(partialPlackettLuce({ ...pairs, candidates: masked(0, 1) })).toBeLessThan(plain);
});

test('equal scores, one row, nothing in the batch: finite', () => {
  expect(partialPlackettLuce({ scores: [[0, 0]], tiers: [[[0], [1]]] })).toBeCloseTo(Math.log(2), 12);
  expect(bradleyTerry({ scores: [[500, -500]], tiers: [[[1], [0]]] })).toBeCloseTo(1000, 9);
  expect(bradleyTerry({ scores: [[1, 2]], tiers: [[[0, 1]]] })).toBe(0);
});
