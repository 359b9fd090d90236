import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { distillation, distillationScores, type DistillationInput } from './distillation';
import { infonce } from './infonce';
import type { Matrix } from './matrix';
import { multiPositive } from './multi-positive';
import { numericalGradient } from './numerical-gradient';

const example = {
  queries: [
    [1, 0],
    [0, 1],
  ],
  views: [
    [
      [1, 0.2],
      [0.1, 1],
    ],
    [
      [0.9, 0.5],
      [0.4, 0.9],
    ],
    [
      [0.7, 0.7],
      [-0.2, 1],
    ],
  ],
  negatives: [
    [0.6, 0.8],
    [0.9, 0.3],
  ],
} as const;

test.each([
  ['in', 1, [0.74407762, 0.73075745]],
  ['in', 0.05, [0.38584439, 0.01196427]],
  ['out', 1, [1.848952, 1.82999088]],
] as const)('the worked example, form %s, tau %d', (form, tau, rows) => {
  const { scores, candidates, positives } = distillationScores({ ...example, tau, form });
  for (const [i, want] of rows.entries()) {
    const only = <T>(table: readonly T[]) => table.slice(i, i + 1);
    const got = multiPositive(only(scores), only(candidates), only(positives), form);
    expect(got).toBeCloseTo(want, 7);
  }
  const mean = (rows[0] + rows[1]) / 2;
  expect(distillation({ ...example, tau, form })).toBeCloseTo(mean, 7);
});

function randomInput(seed: number): DistillationInput {
  const random = createRandom(seed);
  const matrix = (rows: number): Matrix =>
    Array.from({ length: rows }, () => Array.from({ length: 6 }, random.normal));
  return {
    queries: matrix(4),
    views: [matrix(4), matrix(4), matrix(4)],
    negatives: matrix(5),
    tau: 0.05 + random.next(),
    form: 'in',
  };
}

test.each([1, 2, 3, 4, 5])(
  'a closer synthetic positive lowers the loss: dL/ds(q_i, p+_i) < 0 (seed %i)',
  (seed) => {
    const { scores, candidates, positives } = distillationScores(randomInput(seed));
    const slope = numericalGradient((s) => multiPositive(s, candidates, positives, 'in'), scores);
    for (let i = 0; i < 4; i++) expect(slope[i]?.[4 + i]).toBeLessThan(0);
    // A synthetic positive of another row is a negative.
    expect(slope[0]?.[5]).toBeGreaterThan(0);
  },
);

test('with form "out" the weakest view is always pulled (seeds 1 to 5)', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { scores, candidates, positives } = distillationScores(randomInput(seed));
    const slope = numericalGradient((s) => multiPositive(s, candidates, positives, 'out'), scores);
    for (let i = 0; i < 4; i++) {
      const own = [0, 1, 2].map((view) => view * 4 + i);
      const weakest = own.reduce((a, b) => ((scores[i]?.[a] ?? NaN) < (scores[i]?.[b] ?? NaN) ? a : b));
      expect(slope[i]?.[weakest]).toBeLessThan(0);
    }
  }
});

test('with one view it is InfoNCE (seed 6)', () => {
  const { queries, views, negatives, tau } = randomInput(6);
  const positives = views[0] ?? [];
  const expected = infonce({ queries, positives, negatives, tau });
  for (const form of ['in', 'out'] as const) {
    expect(distillation({ queries, views: [positives], negatives, tau, form })).toBeCloseTo(expected, 12);
  }
});

test('an absent view takes part in nothing, a rejected one stays a candidate (seed 7)', () => {
  const input = randomInput(7);
  const mask = [0, 1, 2, 3].map((i) => [true, i !== 2, true]);
  const elsewhere = input.views.map((view, k) =>
    view.map((row, i) => (k === 1 && i === 2 ? row.map((value) => -3 * value + 1) : row)),
  );
  const absent = distillation({ ...input, present: mask });
  expect(distillation({ ...input, views: elsewhere, present: mask })).toBe(absent);
  const rejected = distillation({ ...input, keep: mask });
  expect(distillation({ ...input, views: elsewhere, keep: mask })).not.toBe(rejected);
  expect(rejected).toBeGreaterThan(absent);
});

test('a row without any positive is refused (seed 8)', () => {
  const keep = [0, 1, 2, 3].map((i) => [i > 0, i > 0, i > 0]);
  expect(() => distillation({ ...randomInput(8), keep })).toThrow('row 0 has no positive');
});

test('masking a false negative lowers the loss, masking an own positive changes nothing (seed 9)', () => {
  const input = randomInput(9);
  const maskOf = (row: number, candidate: number) =>
    [0, 1, 2, 3].map((i) => Array.from({ length: 17 }, (_, j) => i === row && j === candidate));
  const plain = distillation(input);
  expect(distillation({ ...input, falseNegatives: maskOf(0, 1) })).toBeLessThan(plain);
  expect(distillation({ ...input, falseNegatives: maskOf(0, 16) })).toBeLessThan(plain);
  expect(distillation({ ...input, falseNegatives: maskOf(0, 4) })).toBe(plain);
});
