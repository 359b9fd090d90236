/**
 * Indices [<= limit, roughly] to draw instead of all n values: of every bucket the smallest and the largest value,
 * so that no spike is lost, and always the first and the last. Null when the values are few enough as they are.
 */
export function thinIndices(values: ArrayLike<number>, limit: number): Uint32Array | null {
  const n = values.length;
  if (n <= limit) return null;
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const kept = new Set<number>([0]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * n) / buckets);
    const to = Math.floor(((bucket + 1) * n) / buckets);
    const [low, high] = extremes(values, from, to);
    kept.add(Math.min(low, high)).add(Math.max(low, high));
  }
  kept.add(n - 1);
  return Uint32Array.from([...kept].sort((a, b) => a - b));
}

/** The values at the indices, or all of them. */
export function pick(values: Float64Array, indices: Uint32Array | null): Float64Array {
  return indices === null ? values : Float64Array.from(indices, (index) => values[index] ?? 0);
}

function extremes(values: ArrayLike<number>, from: number, to: number): [low: number, high: number] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    if ((values[i] ?? 0) < (values[low] ?? 0)) low = i;
    if ((values[i] ?? 0) > (values[high] ?? 0)) high = i;
  }
  return [low, high];
}
