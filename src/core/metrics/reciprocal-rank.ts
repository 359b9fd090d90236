import { RELEVANT, metricName, type Metric } from './metric';

/** 1 / rank of the first relevant document among the first `cut`, else 0 (its mean over queries is MRR). trec_eval's `recip_rank`. */
export function reciprocalRank(cut = Infinity, level = RELEVANT): Metric {
  return {
    name: metricName('MRR', cut),
    of({ ranked }) {
      const first = ranked.findIndex((grade) => grade >= level);
      return first === -1 || first >= cut ? 0 : 1 / (first + 1);
    },
  };
}
