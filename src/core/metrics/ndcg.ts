import type { Gain } from './evaluation-rules';
import type { JudgedRanking } from './judged-ranking';
import { metricName, type Metric } from './metric';
import { tieGroups } from './tie-groups';

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
    of(ranking) {
      const best = discountedGain({ ranked: ranking.ideal, ideal: ranking.ideal }, cut, gainOf);
      return best === 0 ? 0 : discountedGain(ranking, cut, gainOf) / best;
    },
  };
}

function linearGain(grade: number): number {
  return grade;
}

function exponentialGain(grade: number): number {
  return 2 ** Math.min(grade, LARGEST_EXPONENT) - 1;
}

/** Every rank of a group of tied documents gains what the group gains on average. */
function discountedGain(ranking: JudgedRanking, cut: number, gainOf: (grade: number) => number): number {
  let sum = 0;
  for (const { start, grades, within } of tieGroups(ranking, cut)) {
    const gain = grades.reduce((total, grade) => total + (grade > 0 ? gainOf(grade) : 0), 0) / grades.length;
    if (gain === 0) continue;
    for (let rank = start; rank < start + within; rank++) sum += gain / Math.log2(rank + 2);
  }
  return sum;
}
