/**
 * The probability that a value of `above` is larger than one of `below`, ties counting half (area under the ROC curve,
 * Mann-Whitney U divided by the number of pairs). Null where either is empty.
 */
export function areaUnderCurve(above: Float64Array, below: Float64Array): number | null {
  if (above.length === 0 || below.length === 0) return null;
  const high = above.toSorted();
  const low = below.toSorted();
  let smaller = 0; // of `below`, smaller than the current value
  let notLarger = 0;
  let wins = 0;
  for (const value of high) {
    while (smaller < low.length && (low[smaller] ?? 0) < value) smaller++;
    while (notLarger < low.length && (low[notLarger] ?? 0) <= value) notLarger++;
    wins += (smaller + notLarger) / 2;
  }
  return wins / (high.length * low.length);
}
