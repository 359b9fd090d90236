/** Token lengths of many texts, in a few numbers. */
export interface TextLengths {
  readonly mean: number;
  readonly deviation: number;
  readonly longest: number;
}

/** Standard deviations by which the largest batch of a run lies above the mean: about one in two hundred. */
const LARGEST = 2.5;

/**
 * Lengths from a histogram: bin i counts texts of [i * width, (i + 1) * width) tokens; longer texts than `cut` are cut.
 */
export function summariseLengths(bins: readonly number[], width: number, cut: number): TextLengths {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let longest = 0;
  bins.forEach((texts, bin) => {
    if (texts === 0) return;
    const length = Math.min(cut, (bin + 0.5) * width);
    count += texts;
    sum += texts * length;
    squares += texts * length ** 2;
    longest = Math.max(longest, Math.min(cut, (bin + 1) * width));
  });
  if (count === 0) return { mean: 0, deviation: 0, longest: 0 };
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)), longest };
}

/** Tokens of the largest of many batches of `count` texts each. */
export function largestBatch({ mean, deviation, longest }: TextLengths, count: number): number {
  return Math.min(count * longest, count * mean + LARGEST * deviation * Math.sqrt(count));
}
