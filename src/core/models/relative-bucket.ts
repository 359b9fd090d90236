/** Distances from here on share the last bucket of their direction. */
const FARTHEST = 128;

/**
 * The bucket of a signed distance (position of the key minus position of the query) for relative-position biases.
 * Half of the buckets are for keys behind the query, half for keys ahead of it; within a half, the first half is one
 * bucket a distance, and the rest widens logarithmically up to `FARTHEST`.
 * Source: Raffel et al. 2020 (T5), bidirectional form; MPNet uses it with 32 buckets.
 */
export function relativeBucket(distance: number, buckets: number): number {
  const half = buckets / 2;
  const exact = half / 2;
  const size = Math.abs(distance);
  const ahead = distance > 0 ? half : 0;
  if (size < exact) return ahead + size;
  const share = Math.log(size / exact) / Math.log(FARTHEST / exact);
  return ahead + Math.min(half - 1, exact + Math.floor(share * (half - exact)));
}
