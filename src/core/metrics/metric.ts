import type { JudgedRanking } from './judged-ranking';

/** A measure of one query's ranking, in [0, 1]; higher is better. */
export interface Metric {
  /** As printed: `nDCG@10`. */
  readonly name: string;
  /** Value for one query; 0 when the query has no relevant document. */
  of(ranking: JudgedRanking): number;
}

/** Lowest grade that the binary measures call relevant, unless told another (trec_eval's `-l`). */
export const RELEVANT = 1;

/** `nDCG@10`, or `nDCG` without a cut. */
export function metricName(measure: string, cut: number): string {
  return cut === Infinity ? measure : `${measure}@${cut}`;
}

/** How many of the grades are at least `level`. */
export function countRelevant(grades: readonly number[], level: number): number {
  return grades.reduce((count, grade) => count + (grade >= level ? 1 : 0), 0);
}
