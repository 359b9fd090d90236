/** What is said of a list of scores. All NaN, and a count of 0, where there are none. */
export interface ScoreStatistics {
  readonly count: number;
  readonly mean: number;
  /** Of a sample: the sum of squares over count - 1. */
  readonly std: number;
  readonly min: number;
  readonly quarter: number;
  readonly median: number;
  readonly threeQuarters: number;
  readonly max: number;
}

/** Quantiles lie between the two nearest values, in proportion (as in NumPy). Sorts `values` in place. */
export function describeScores(values: Float32Array): ScoreStatistics {
  const { length: count } = values;
  values.sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const quantile = (share: number): number => {
    const at = share * (count - 1);
    const low = values[Math.floor(at)] ?? Number.NaN;
    return low + (at - Math.floor(at)) * ((values[Math.ceil(at)] ?? Number.NaN) - low);
  };
  return {
    count,
    mean,
    std: count === 1 ? 0 : Math.sqrt(squares / (count - 1)),
    min: quantile(0),
    quarter: quantile(0.25),
    median: quantile(0.5),
    threeQuarters: quantile(0.75),
    max: quantile(1),
  };
}
