import { RELEVANT, countRelevant, metricName, type Metric } from './metric';

/** Share of all relevant documents that stand among the first `cut`. */
export function recall(cut: number, level = RELEVANT): Metric {
  return {
    name: metricName('Recall', cut),
    of({ ranked, ideal }) {
      const relevant = countRelevant(ideal, level);
      return relevant === 0 ? 0 : countRelevant(ranked.slice(0, cut), level) / relevant;
    },
  };
}
