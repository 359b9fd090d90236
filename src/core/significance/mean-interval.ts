import { createRandom } from '../random/random';
import type { Interval } from './interval';
import { mean } from './mean';

const RESAMPLES = 10_000;

/**
 * Mean of per-query values with its 95% bootstrap interval: 10,000 seeded resamples of the queries, percentile method
 * (Efron 1979). Depends on the order of `values` only through the random draws.
 * @throws Error when there are no values.
 */
export function meanInterval(values: readonly number[], seed: number): Interval {
  if (values.length === 0) throw new Error('there is no query to take a mean of');
  const means = resampledMeans(Float64Array.from(values), seed).sort();
  return { mean: mean(values), low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

function resampledMeans(values: Float64Array, seed: number): Float64Array {
  const random = createRandom(seed);
  const count = values.length;
  const means = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[random.int(count)] ?? NaN;
    means[resample] = sum / count;
  }
  return means;
}

/** Quantile of sorted values, linear between neighbours. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (position - below);
}
