/** The largest absolute difference between two tables of numbers; Infinity when their shapes differ. */
export function largestDifference(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number {
  const flatA = a.flat();
  const flatB = b.flat();
  const sameShape = a.length === b.length && a.every((row, i) => row.length === b[i]?.length);
  if (!sameShape || flatA.length === 0) return Number.POSITIVE_INFINITY;
  // NaN would lose every comparison and so pass for no difference.
  const differences = flatA.map((value, i) => Math.abs(value - (flatB[i] ?? Number.NaN)));
  return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences);
}
