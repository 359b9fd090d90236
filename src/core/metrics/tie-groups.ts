import type { JudgedRanking } from './judged-ranking';

/** Documents of which each may stand at each of their ranks with the same probability; most often only one. */
export interface TieGroup {
  /** How many documents certainly stand before it. */
  readonly start: number;
  readonly grades: readonly number[];
  /** How many of its ranks lie within the cut: at least 1. */
  readonly within: number;
}

/** The groups of a ranking that reach into its first `cut` ranks, best first. */
export function* tieGroups({ ranked, tied }: JudgedRanking, cut: number): Generator<TieGroup, void> {
  let start = 0;
  for (let group = 0; start < Math.min(cut, ranked.length); group++) {
    const length = tied === undefined ? 1 : (tied[group] ?? ranked.length);
    const grades = ranked.slice(start, start + length);
    yield { start, grades, within: Math.min(grades.length, cut - start) };
    start += length;
  }
}
