import type { JudgedRanking } from './judged-ranking';
import { RELEVANT, countRelevant, metricName, type Metric } from './metric';
import { tieGroups, type TieGroup } from './tie-groups';

/**
 * Average precision (its mean over queries is MAP): precision at the rank of every relevant document among the first
 * `cut`, summed and divided by the number of all relevant documents, not by min(that, cut). trec_eval's `map_cut`.
 */
export function averagePrecision(cut = Infinity, level = RELEVANT): Metric {
  return {
    name: metricName('MAP', cut),
    of(ranking) {
      const relevant = countRelevant(ranking.ideal, level);
      return relevant === 0 ? 0 : precisionSum(ranking, cut, level) / relevant;
    },
  };
}

function precisionSum(ranking: JudgedRanking, cut: number, level: number): number {
  let sum = 0;
  let before = 0;
  for (const group of tieGroups(ranking, cut)) {
    const relevant = countRelevant(group.grades, level);
    if (relevant > 0) sum += groupSum(group, relevant, before);
    before += relevant;
  }
  return sum;
}

/**
 * Expected sum over one group. Of n documents with r relevant, the j-th is relevant with r / n, and then each of the
 * j - 1 before it with (r - 1) / (n - 1).
 */
function groupSum({ start, grades, within }: TieGroup, relevant: number, before: number): number {
  const n = grades.length;
  const others = n === 1 ? 0 : (relevant - 1) / (n - 1);
  let sum = 0;
  for (let j = 1; j <= within; j++) sum += (before + 1 + (j - 1) * others) / (start + j);
  return (sum * relevant) / n;
}
