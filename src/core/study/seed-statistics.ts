import { mean } from '../significance/mean';
import type { SeedSpread } from './study-table';

/** The values of each query for one seed, in the order of the queries. */
export interface SeedValues {
  readonly seed: number | null;
  readonly values: readonly number[];
}

/**
 * Mean over the seeds of each query's value.
 * @throws Error when the seeds have not the same number of queries, or there is none.
 */
export function meanOverSeeds(seeds: readonly SeedValues[]): number[] {
  const [first] = seeds;
  if (first === undefined) throw new Error('there is no seed to take a mean of');
  const { length } = first.values;
  if (seeds.some(({ values }) => values.length !== length))
    throw new Error('the seeds were not measured on the same queries');
  return first.values.map((_, query) => mean(seeds.map(({ values }) => values[query] ?? Number.NaN)));
}

/** Null where the values have no seed. */
export function spreadOf(seeds: readonly SeedValues[]): SeedSpread | null {
  const means = seeds.flatMap(({ seed, values }) => (seed === null ? [] : [{ seed, mean: mean(values) }]));
  if (means.length === 0) return null;
  const all = means.map((one) => one.mean);
  const centre = mean(all);
  const squares = all.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return {
    min: Math.min(...all),
    max: Math.max(...all),
    sd: all.length < 2 ? 0 : Math.sqrt(squares / (all.length - 1)),
    means,
  };
}

/** Those of two rows that can be paired: of the seeds that both have; what has no seed goes with all. */
export function pairSeeds(
  a: readonly SeedValues[],
  b: readonly SeedValues[],
): { readonly a: readonly SeedValues[]; readonly b: readonly SeedValues[] } {
  const common = (own: readonly SeedValues[], other: readonly SeedValues[]): readonly SeedValues[] => {
    if (other.some(({ seed }) => seed === null)) return own;
    return own.filter(({ seed }) => seed === null || other.some((one) => one.seed === seed));
  };
  return { a: common(a, b), b: common(b, a) };
}
