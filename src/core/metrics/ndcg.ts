import type { Gain } from './evaluation-rules';
import { metricName, type Metric } from './metric';

/** 2^grade overflows a float64 from 1024 on; the sum over a ranking must not either. */
const LARGEST_EXPONENT = 1000;

/**
 * Normalised discounted cumulative gain of the first `cut` documents: sum of gain / log2(rank + 1), divided by the
 * same sum over the ideal ranking of all judged documents, cut at the same rank. Negative grades gain nothing.
 * Source: Järvelin and Kekäläinen 2002; linear gain as in trec_eval's `ndcg_cut`; exponential gain: Burges et al. 2005.
 */
export function ndcg(cut = Infinity, gain: Gain = 'linear'): Metric {
  const gainOf = gain === 'linear' ? linearGain : exponentialGain;
  return {
    name: metricName('nDCG', cut),
    of({ ranked, ideal }) {
      const best = discountedGain(ideal, cut, gainOf);
      return best === 0 ? 0 : discountedGain(ranked, cut, gainOf) / best;
    },
  };
}

function linearGain(grade: number): number {
  return grade;
}

function exponentialGain(grade: number): number {
  return 2 ** Math.min(grade, LARGEST_EXPONENT) - 1;
}

function discountedGain(grades: readonly number[], cut: number, gainOf: (grade: number) => number): number {
  let sum = 0;
  for (const [i, grade] of grades.entries()) {
    if (i >= cut) break;
    if (grade > 0) sum += gainOf(grade) / Math.log2(i + 2);
  }
  return sum;
}
