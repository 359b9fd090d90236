import { createRandom, type Random } from '../random/random';

/** Up to this many non-zero differences every assignment of signs is tried: 2^16 of them. */
const EXACT_LIMIT = 16;
const SAMPLES = 10_000;

/**
 * Two-sided p of the randomisation test (Fisher, Pitman): were the two systems alike, every difference could as well
 * have had the other sign; p is the share of sign assignments whose sum lies at least as far from 0 as the observed.
 * Exact over all assignments while there are at most 2^16, else (count + 1) / (samples + 1) over 10,000 seeded samples.
 */
export function signFlipP(differences: readonly number[], seed: number): number {
  // Flipping a zero changes nothing: every sum would only be counted twice.
  const moving = Float64Array.from(differences.filter((value) => value !== 0));
  const observed = Math.abs(moving.reduce((sum, value) => sum + value, 0));
  // The same sum in another order of additions differs in the last bits; it must still count as equal.
  const threshold = observed * (1 - 1e-12);
  if (moving.length <= EXACT_LIMIT) return exactShare(moving, threshold);
  return (countSamples(moving, threshold, createRandom(seed)) + 1) / (SAMPLES + 1);
}

function exactShare(values: Float64Array, threshold: number): number {
  const assignments = 2 ** values.length;
  let count = 0;
  for (let signs = 0; signs < assignments; signs++) {
    let sum = 0;
    for (const [i, value] of values.entries()) sum += (signs >> i) & 1 ? -value : value;
    if (Math.abs(sum) >= threshold) count++;
  }
  return count / assignments;
}

function countSamples(values: Float64Array, threshold: number, random: Random): number {
  let count = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    let sum = 0;
    let signs = 0;
    for (let i = 0; i < values.length; i++) {
      if (i % EXACT_LIMIT === 0) signs = random.int(2 ** EXACT_LIMIT);
      const value = values[i] ?? NaN;
      sum += (signs >> (i % EXACT_LIMIT)) & 1 ? -value : value;
    }
    if (Math.abs(sum) >= threshold) count++;
  }
  return count;
}
