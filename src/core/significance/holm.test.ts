import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from './holm';

test.each([
  // Worked by hand: sorted .005 .01 .03 .04 times 4 3 2 1 gives .02 .03 .06 .04, and the last may not fall below .06.
  [[0.01, 0.04, 0.03, 0.005], '0.03 0.06 0.06 0.02'],
  // Sorted .01 .02 .03 .04 .05 times 5 4 3 2 1: .05 .08 .09 .08 .05, made monotone.
  [[0.01, 0.02, 0.03, 0.04, 0.05], '0.05 0.08 0.09 0.09 0.09'],
  [[0.5, 0.6], '1 1'],
  [[0.02, 0.02, 0.02], '0.06 0.06 0.06'],
  [[0.3], '0.3'],
  [[], ''],
])('adjusts %j', (pValues, expected) => {
  expect(
    holm(pValues)
      .map((p) => Number(p.toPrecision(12)))
      .join(' '),
  ).toBe(expected);
});

test('refuses what is no probability', () => {
  expect(() => holm([0.5, 1.5])).toThrow('1.5 is not a probability');
  expect(() => holm([NaN])).toThrow('NaN');
});

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

test('lies between the value and m times it, keeps the order, and does not ask how they are listed (seed 41)', () => {
  fc.assert(
    fc.property(probabilities, (pValues) => {
      const adjusted = holm(pValues);
      for (const [i, p] of pValues.entries()) {
        const own = adjusted[i] ?? NaN;
        expect(own).toBeGreaterThanOrEqual(p);
        // The smallest alone is multiplied by m; others may be pulled up to it, never above Bonferroni's of their own.
        expect(own).toBeLessThanOrEqual(Math.min(1, pValues.length * p));
        for (const [j, q] of pValues.entries())
          if (p < q) expect(own).toBeLessThanOrEqual(adjusted[j] ?? NaN);
      }
      expect(holm(pValues.toReversed())).toEqual(adjusted.toReversed());
    }),
    { seed: 41 },
  );
});
