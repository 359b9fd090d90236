import { averagePrecision } from './average-precision';
import type { Metric } from './metric';
import { ndcg } from './ndcg';
import { recall } from './recall';
import { reciprocalRank } from './reciprocal-rank';

const NDCG_CUTS = [1, 3, 5, 10, 100];

/** The table Kennel reports, in its order; nDCG@`k`, the headline, is among it even when `k` is an unusual cut. */
export function reportedMetrics(k = 10): Metric[] {
  const cuts = [...new Set([...NDCG_CUTS, k])].sort((a, b) => a - b);
  return [...cuts.map(ndcg), reciprocalRank(10), recall(10), recall(100), averagePrecision(100)];
}
