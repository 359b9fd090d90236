import { averagePrecision } from './average-precision';
import { DEFAULT_RULES, type EvaluationRules } from './evaluation-rules';
import type { Metric } from './metric';
import { ndcg } from './ndcg';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';

const NDCG_CUTS = [1, 3, 5, 10, 100];

/** The table Kennel reports, in its order; nDCG@`k`, the headline, is among it even when `k` is an unusual cut. */
export function reportedMetrics(
  k = 10,
  { gain, relevanceLevel }: Pick<EvaluationRules, 'gain' | 'relevanceLevel'> = DEFAULT_RULES,
): Metric[] {
  const cuts = [...new Set([...NDCG_CUTS, k])].sort((a, b) => a - b);
  return [
    ...cuts.map((cut) => ndcg(cut, gain)),
    reciprocalRank(10, relevanceLevel),
    recall(10, relevanceLevel),
    recall(100, relevanceLevel),
    averagePrecision(100, relevanceLevel),
  ];
}
