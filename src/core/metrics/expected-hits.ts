import type { JudgedRanking } from './judged-ranking';
import { countRelevant } from './metric';
import { tieGroups } from './tie-groups';

/**
 * How many of the first `cut` documents are relevant. Where documents are tied across the cut, the number to expect:
 * each of the group's ranks within it holds a relevant document with the group's share of these.
 */
export function expectedHits(ranking: JudgedRanking, cut: number, level: number): number {
  let hits = 0;
  for (const { grades, within } of tieGroups(ranking, cut))
    hits += (countRelevant(grades, level) * within) / grades.length;
  return hits;
}
