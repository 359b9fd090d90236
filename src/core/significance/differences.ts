/**
 * Per-query differences, after minus before.
 * @throws Error when the lists differ in length or are empty: they must hold the same queries in the same order.
 */
export function differences(before: readonly number[], after: readonly number[]): number[] {
  if (before.length !== after.length)
    throw new Error(`cannot pair ${before.length} queries with ${after.length}`);
  if (after.length === 0) throw new Error('there is no query to compare');
  return after.map((value, i) => value - (before[i] ?? NaN));
}
