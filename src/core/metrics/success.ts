import { RELEVANT, countRelevant, metricName, type Metric } from './metric';
import { tieGroups } from './tie-groups';

/**
 * 1 when any of the first `cut` documents is relevant, else 0 (also called accuracy or hit rate); where documents are
 * tied across the cut, the chance of it.
 */
export function success(cut: number, level = RELEVANT): Metric {
  return {
    name: metricName('Success', cut),
    of(ranking) {
      let chanceOfNone = 1;
      for (const { grades, within } of tieGroups(ranking, cut))
        chanceOfNone *= chanceToMiss(grades.length, countRelevant(grades, level), within);
      return 1 - chanceOfNone;
    },
  };
}

/** Chance that `drawn` of n documents, r of them relevant, hold none of these: C(n - r, drawn) / C(n, drawn). */
function chanceToMiss(n: number, relevant: number, drawn: number): number {
  let chance = 1;
  for (let i = 0; i < drawn; i++) chance *= Math.max(0, n - relevant - i) / (n - i);
  return chance;
}
