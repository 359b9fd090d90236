import { RELEVANT, countRelevant, metricName, type Metric } from './metric';
import { tieGroups, type TieGroup } from './tie-groups';

/**
 * 1 / rank of the first relevant document among the first `cut`, else 0 (its mean over queries is MRR). trec_eval's
 * `recip_rank`.
 */
export function reciprocalRank(cut = Infinity, level = RELEVANT): Metric {
  return {
    name: metricName('MRR', cut),
    of(ranking) {
      for (const group of tieGroups(ranking, cut)) {
        const relevant = countRelevant(group.grades, level);
        if (relevant > 0) return expectedReciprocal(group, relevant);
      }
      return 0;
    },
  };
}

/**
 * Sum over the group's ranks within the cut of P(the first relevant document stands there) / rank. With n documents, r
 * relevant, it stands j-th with C(n - j, r - 1) / C(n, r), each from the one before.
 */
function expectedReciprocal({ start, grades, within }: TieGroup, relevant: number): number {
  const n = grades.length;
  let chance = relevant / n;
  let sum = 0;
  for (let j = 1; j <= within && chance > 0; j++) {
    sum += chance / (start + j);
    chance *= (n - j - relevant + 1) / (n - j);
  }
  return sum;
}
