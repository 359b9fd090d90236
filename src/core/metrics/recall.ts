import { expectedHits } from './expected-hits';
import { RELEVANT, countRelevant, metricName, type Metric } from './metric';

/** Share of all relevant documents that stand among the first `cut`. */
export function recall(cut: number, level = RELEVANT): Metric {
  return {
    name: metricName('Recall', cut),
    of(ranking) {
      const relevant = countRelevant(ranking.ideal, level);
      return relevant === 0 ? 0 : expectedHits(ranking, cut, level) / relevant;
    },
  };
}
