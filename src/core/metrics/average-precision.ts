import { RELEVANT, countRelevant, metricName, type Metric } from './metric';

/**
 * Average precision (its mean over queries is MAP): precision at the rank of every relevant document among the first
 * `cut`, summed and divided by the number of all relevant documents, not by min(that, cut). trec_eval's `map_cut`.
 */
export function averagePrecision(cut = Infinity, level = RELEVANT): Metric {
  return {
    name: metricName('MAP', cut),
    of({ ranked, ideal }) {
      const relevant = countRelevant(ideal, level);
      return relevant === 0 ? 0 : precisionSum(ranked, cut, level) / relevant;
    },
  };
}

function precisionSum(ranked: readonly number[], cut: number, level: number): number {
  let sum = 0;
  let hits = 0;
  for (const [i, grade] of ranked.entries()) {
    if (i >= cut) break;
    if (grade >= level) sum += ++hits / (i + 1);
  }
  return sum;
}
