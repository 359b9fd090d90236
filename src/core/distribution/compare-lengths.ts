import type { JudgedFigure } from './judged-figure';

/** Lengths of the texts of two groups. */
export interface LengthComparison {
  /** Bin i of a histogram counts lengths of [i * width, (i + 1) * width); the last one all longer ones too. */
  readonly width: number;
  /** Share of each group's texts in each bin. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly mean: readonly [number, number];
  readonly median: readonly [number, number];
  /** Largest difference of the two distribution functions, 0 to 1. */
  readonly ks: JudgedFigure;
}

const BINS = 24;
const WIDTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** Of the 95 % quantile of Kolmogorov's distribution. */
const KOLMOGOROV_95 = 1.3581;

export function compareLengths(a: readonly number[], b: readonly number[]): LengthComparison {
  const [sortedA, sortedB] = [a, b].map((lengths) => Float64Array.from(lengths).sort());
  if (sortedA === undefined || sortedB === undefined) throw new Error('two groups are compared');
  const long = Math.max(quantile(sortedA, 0.99), quantile(sortedB, 0.99));
  const width = WIDTHS.find((candidate) => long / candidate < BINS) ?? Math.ceil((long + 1) / BINS);
  const bins = Math.floor(long / width) + 1;
  return {
    width,
    a: histogram(sortedA, width, bins),
    b: histogram(sortedB, width, bins),
    mean: [mean(sortedA), mean(sortedB)],
    median: [quantile(sortedA, 0.5), quantile(sortedB, 0.5)],
    ks: {
      value: ksDistance(sortedA, sortedB),
      chance: Math.min(1, KOLMOGOROV_95 * Math.sqrt(1 / sortedA.length + 1 / sortedB.length)),
    },
  };
}

/** The Kolmogorov-Smirnov distance of two samples in ascending order. */
export function ksDistance(a: Float64Array, b: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

function histogram(lengths: Float64Array, width: number, bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const length of lengths) {
    const bin = Math.min(bins - 1, Math.floor(length / width));
    counts[bin] = (counts[bin] ?? 0) + 1 / lengths.length;
  }
  return counts;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(sorted: Float64Array, at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? 0;
}
