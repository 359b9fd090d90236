import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { createRandom } from '../../core/random/random';
import { bradleyTerry as oracleOfPairs, partialPlackettLuce } from '../../core/reference/plackett-luce';
import golden from '../../fixtures/golden/losses.json';
import { unitRows } from '../kernels/pool/pool';
import { ALL_BACKENDS, onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { compareWithDifferences } from '../testing/compare-with-plain';
import { bradleyTerry } from './bradley-terry';
import { scaledSimilarities } from './contrastive';
import { plackettLuce } from './plackett-luce';
import type { Ranking } from './ranking';
import { referenceScores, scoreDivergence } from './score-divergence';

type Matrix = readonly (readonly number[])[];
interface Case {
  readonly name: string;
  readonly value: number;
  readonly inputs: Readonly<Record<'q' | 'w' | 'l', Matrix>> & { readonly tau: number };
  readonly gradients: Readonly<Record<'q' | 'w' | 'l', Matrix>>;
}
const cases = golden as readonly unknown[] as readonly Case[]; // the golden file's layout, see its README
const LOSSES = { 'partial plackett-luce': plackettLuce, 'bradley-terry': bradleyTerry } as const;

/** Pairs: the better documents of all rows, then the worse ones. */
function pairs(queries: number): Ranking {
  return {
    queries,
    documents: 2 * queries,
    tiers: Array.from({ length: queries }, (_, i) => [[i], [queries + i]]),
    neither: new Array<boolean>(queries).fill(false),
    candidate: new Float32Array(2 * queries * queries).fill(1),
  };
}

onBackends('both losses of pairs equal the golden values and gradients', ALL_BACKENDS, async () => {
  for (const [prefix, loss] of Object.entries(LOSSES)) {
    const own = cases.filter(({ name }) => name.startsWith(prefix));
    expect(own).toHaveLength(3);
    for (const { name, value, inputs, gradients } of own) {
      const raw = (['q', 'w', 'l'] as const).map((key) => tf.tensor2d(inputs[key] as number[][])); // not changed
      const { value: found, grads } = tf.valueAndGrads((...[q, w, l]: tf.Tensor[]) => {
        const unit = [q, w, l].map((x) => unitRows(x as tf.Tensor2D)); // made as matrices
        const [queries, ...documents] = unit as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]; // three were given
        return loss(scaledSimilarities(queries, tf.concat2d(documents, 0), inputs.tau), pairs(4));
      })(raw);
      // At tau .05 the value of Bradley-Terry, .0095, is what is left of scores of size 20.
      expectClose(`${name}: value`, await found.data(), [value], value < 0.01 ? 5e-5 : 1e-5);
      for (const [i, key] of (['q', 'w', 'l'] as const).entries()) {
        const got = (await grads[i]?.data()) ?? [];
        expectClose(`${name}: d/d${key}`, got, gradients[key].flat(), 1e-5);
      }
    }
  }
});

/** Six rows: pairs, lists, a tier of two, a row of which neither answers, and masked false negatives. */
function mixed(): Ranking {
  const [queries, documents] = [6, 17];
  const tiers = [
    [[0], [6]],
    [[1], [7], [8]],
    [[2, 9], [10]],
    [[3], [11]],
    [[4, 12]],
    [[5], [13], [14], [15, 16]],
  ];
  const random = createRandom(21);
  const own = tiers.map((ofRow) => new Set(ofRow.flat()));
  const candidate = Float32Array.from({ length: queries * documents }, (_, at) => {
    const isOwn = own[Math.floor(at / documents)]?.has(at % documents) === true;
    return +(isOwn || random.next() < 0.8);
  });
  return { queries, documents, tiers, neither: [false, false, false, true, false, false], candidate };
}

function randomScores({ queries, documents }: Ranking, seed: number): number[][] {
  const random = createRandom(seed);
  return Array.from({ length: queries }, () => Array.from({ length: documents }, () => 5 * random.normal()));
}

onBackends('tiers, lists, neither and masks agree with the reference (seed 22)', ALL_BACKENDS, async () => {
  const ranking = mixed();
  const scores = randomScores(ranking, 22);
  const { tiers, neither, documents } = ranking;
  const candidates = scores.map((row, i) => row.map((_, j) => ranking.candidate[i * documents + j] === 1));
  const wanted = partialPlackettLuce({ scores, tiers, neither, candidates });
  expectClose('plackett-luce', await plackettLuce(tf.tensor2d(scores), ranking).data(), [wanted], 1e-5);
  const ofPairs = await bradleyTerry(tf.tensor2d(scores), ranking).data();
  expectClose('bradley-terry', ofPairs, [oracleOfPairs({ scores, tiers })], 1e-5);
});

onBackends('gradients equal finite differences (seed 23)', ['wasm', 'cpu'], async () => {
  const ranking = mixed();
  const shape = [[ranking.queries, ranking.documents]] as const;
  const losses = [plackettLuce, bradleyTerry].map(
    (loss) => (scores: tf.Tensor) => loss(scores as tf.Tensor2D, ranking), // the shape above
  );
  const reference = referenceScores(Float32Array.from(randomScores(ranking, 24).flat()), ranking);
  losses.push((scores) => scoreDivergence(scores as tf.Tensor2D, reference)); // the shape above
  for (const loss of losses) await compareWithDifferences(loss, [[...shape[0]]], 23);
});

onBackends('one row alone, equal scores and tied rows give finite values', ALL_BACKENDS, async () => {
  const tied: Ranking = { ...pairs(1), tiers: [[[0, 1]]] };
  for (const [loss, ranking, wanted] of [
    [plackettLuce, pairs(1), Math.log(2)],
    [plackettLuce, tied, 0],
    [bradleyTerry, pairs(1), Math.log(2)],
    [bradleyTerry, tied, 0],
  ] as const) {
    const { value, grad } = tf.valueAndGrad((s) => loss(s as tf.Tensor2D, ranking))(tf.zeros([1, 2])); // [1, 2]
    expectClose('value', await value.data(), [wanted], 1e-6);
    expect([...(await grad.data())].every(Number.isFinite)).toBe(true);
  }
});

onBackends(
  'the divergence is 0 from itself, above 0 from others, and blind to masks',
  ['wasm', 'cpu'],
  async () => {
    const ranking = mixed();
    const scores = randomScores(ranking, 25);
    const reference = referenceScores(Float32Array.from(scores.flat()), ranking);
    expectClose('itself', await scoreDivergence(tf.tensor2d(scores), reference).data(), [0], 1e-5);
    const moved = scores.map((row) => row.map((score, j) => (j === 0 ? score + 2 : score)));
    expect((await scoreDivergence(tf.tensor2d(moved), reference).data())[0]).toBeGreaterThan(1e-3);
    const masked = ranking.candidate.indexOf(0);
    const elsewhere = scores.map((row, i) =>
      row.map((score, j) => (i * ranking.documents + j === masked ? score + 9 : score)),
    );
    expectClose('masked', await scoreDivergence(tf.tensor2d(elsewhere), reference).data(), [0], 1e-5);
  },
);
