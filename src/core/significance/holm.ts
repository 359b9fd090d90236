/**
 * Holm's step-down correction (1979) for several tests at once: adjusted p-values in the order given, each to be held
 * against the level of a single test. The i-th smallest of m (from 0) is multiplied by m - i, never falls below the
 * adjusted value of a smaller one, and never exceeds 1. Keeps the chance of any false rejection at the level, however
 * the tests depend on each other.
 * @throws Error for a value that is no probability.
 */
export function holm(pValues: readonly number[]): number[] {
  for (const p of pValues) if (!(p >= 0 && p <= 1)) throw new Error(`${p} is not a probability`);
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  for (const [i, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (order.length - i) * p));
    adjusted[index] = largest;
  }
  return adjusted;
}
