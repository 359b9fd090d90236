/**
 * Exponential moving average without the pull to the first value (bias-corrected, as in Adam): [n] -> [n].
 * `weight` in [0, 1): 0 leaves the values as they are.
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  const smoothed = new Float64Array(values.length);
  let average = 0;
  let mass = 0;
  for (let i = 0; i < values.length; i++) {
    average = weight * average + (1 - weight) * (values[i] ?? 0);
    mass = weight * mass + (1 - weight);
    smoothed[i] = average / mass;
  }
  return smoothed;
}
