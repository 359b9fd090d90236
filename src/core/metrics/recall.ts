import { countRelevant, metricName, type Metric } from './metric';

/** Share of all relevant documents that stand among the first `cut`. */
export function recall(cut: number): Metric {
  return {
    name: metricName('Recall', cut),
    of({ ranked, ideal }) {
      const relevant = countRelevant(ideal);
      return relevant === 0 ? 0 : countRelevant(ranked.slice(0, cut)) / relevant;
    },
  };
}
