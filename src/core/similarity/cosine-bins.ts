/** Bins of a cosine histogram over [-1, 1]. */
export const COSINE_BINS = 100;

/** The bin of a cosine: bin i holds [-1 + 2i/100, -1 + 2(i + 1)/100), the last one also 1. Rounding may leave [-1, 1]. */
export function cosineBin(cosine: number): number {
  const bin = Math.floor(((cosine + 1) / 2) * COSINE_BINS);
  return Math.max(0, Math.min(COSINE_BINS - 1, bin));
}

/** How many of the cosines lie in each bin, [COSINE_BINS]. */
export function countCosines(cosines: Iterable<number>): number[] {
  const counts = Array.from({ length: COSINE_BINS }, () => 0);
  for (const cosine of cosines) counts[cosineBin(cosine)]! += 1; // a bin is always in range
  return counts;
}
