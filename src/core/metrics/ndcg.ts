import { metricName, type Metric } from './metric';

/**
 * Normalised discounted cumulative gain of the first `cut` documents: sum of grade / log2(rank + 1), divided by the
 * same sum over the ideal ranking of all judged documents, cut at the same rank. Negative grades gain nothing.
 * Source: Järvelin and Kekäläinen 2002; linear gain as in trec_eval's `ndcg_cut`.
 */
export function ndcg(cut = Infinity): Metric {
  return {
    name: metricName('nDCG', cut),
    of({ ranked, ideal }) {
      const best = discountedGain(ideal, cut);
      return best === 0 ? 0 : discountedGain(ranked, cut) / best;
    },
  };
}

function discountedGain(grades: readonly number[], cut: number): number {
  let sum = 0;
  for (const [i, grade] of grades.entries()) {
    if (i >= cut) break;
    if (grade > 0) sum += grade / Math.log2(i + 2);
  }
  return sum;
}
