import { expectedHits } from './expected-hits';
import { RELEVANT, metricName, type Metric } from './metric';

/** Share of the first `cut` places that hold a relevant document; divided by `cut` even when fewer were retrieved. */
export function precision(cut: number, level = RELEVANT): Metric {
  return {
    name: metricName('P', cut),
    of: (ranking) => expectedHits(ranking, cut, level) / cut,
  };
}
