import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { distillation } from './distillation';
import { infonce } from './infonce';
import type { Matrix } from './matrix';
import { numericalGradient } from './numerical-gradient';
import { bradleyTerry, pairScores, partialPlackettLuce } from './plackett-luce';
import { softNearestNeighbour } from './soft-nearest-neighbour';

/** The inputs of the families; which are there depends on the name. */
interface Inputs {
  q: Matrix;
  p: Matrix;
  n1?: Matrix;
  n2?: Matrix;
  pp: Matrix;
  ct: Matrix;
  ng: Matrix;
  tau: number;
  keep: Matrix;
  form: 'in' | 'out';
  x: Matrix;
  labels: number[];
  T: number;
  w: Matrix;
  l: Matrix;
}
interface Golden {
  name: string;
  value: number;
  inputs: Inputs;
  gradients: Partial<Record<keyof Inputs, Matrix>>;
}

const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/golden/losses.json', import.meta.url), 'utf8'),
) as Golden[]; // a checked-in file of this shape

function infonceOf(inputs: Inputs, symmetric: boolean): number {
  const { q, p, n1 = [], n2 = [], tau } = inputs;
  return infonce({ queries: q, positives: p, negatives: [...n1, ...n2], tau, symmetric });
}

function distillationOf({ q, p, pp, ct, ng, tau, keep, form }: Inputs): number {
  const mask = keep.map((row) => row.map((value) => value === 1));
  return distillation({ queries: q, views: [p, pp, ct], negatives: ng, tau, keep: mask, form });
}

function pairsOf({ q, w, l, tau }: Inputs) {
  return pairScores({ queries: q, better: w, worse: l, tau });
}

function oracleFor(name: string): ((inputs: Inputs) => number) | undefined {
  if (name.startsWith('infonce')) return (inputs) => infonceOf(inputs, name.includes('symmetric'));
  if (name.startsWith('distill')) return distillationOf;
  if (name.startsWith('soft nearest')) return ({ x, labels, T }) => softNearestNeighbour(x, labels, T);
  if (name.startsWith('partial plackett')) return (inputs) => partialPlackettLuce(pairsOf(inputs));
  if (name.startsWith('bradley')) return (inputs) => bradleyTerry(pairsOf(inputs));
  return undefined;
}

function relativeError(got: Matrix, want: Matrix): number {
  const norm = (matrix: Matrix) => Math.hypot(...matrix.flat());
  return norm(got.map((row, i) => row.map((value, j) => value - (want[i]?.[j] ?? NaN)))) / norm(want);
}

const cases = golden.flatMap((entry) => {
  const oracle = oracleFor(entry.name);
  return oracle === undefined ? [] : [{ ...entry, oracle }];
});

test('the golden file holds the losses this file is about', () => {
  expect(cases).toHaveLength(24);
});

test.each(cases)('$name: value', ({ oracle, inputs, value }) => {
  expect(Math.abs(oracle(inputs) - value)).toBeLessThan(1e-10);
});

test.each(cases)('$name: gradients by finite differences', ({ oracle, inputs, gradients }) => {
  expect(Object.keys(gradients)).not.toEqual([]);
  for (const [key, want] of Object.entries(gradients)) {
    const start = inputs[key as 'q']; // every gradient belongs to a matrix of the inputs
    const got = numericalGradient((x) => oracle({ ...inputs, [key]: x }), start, 1e-6);
    expect.soft(relativeError(got, want), key).toBeLessThan(1e-6);
  }
});
