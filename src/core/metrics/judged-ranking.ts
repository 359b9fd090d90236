import type { TieRule } from './evaluation-rules';
import { rank } from './rank';
import type { ScoredDocument } from './run';

/** One query's ranking as the metrics see it: grades only. */
export interface JudgedRanking {
  /** Grade at each rank, best first; 0 where the document was not judged. */
  readonly ranked: readonly number[];
  /** Grades of all judged documents, descending: the ideal ranking. */
  readonly ideal: readonly number[];
  /**
   * Lengths of the stretches of `ranked` within which every order is equally likely, together as long as it; absent
   * when the order is decided. A metric is then its expected value.
   */
  readonly tied?: readonly number[];
}

/**
 * Ranks the documents and looks up their grades.
 * @throws Error as `rank` does.
 */
export function judgeRanking(
  documents: readonly ScoredDocument[],
  judgements: ReadonlyMap<string, number>,
  ties: TieRule,
): JudgedRanking {
  const inOrder = rank(documents, ties);
  const ranking = {
    ranked: inOrder.map(({ id }) => judgements.get(id) ?? 0),
    ideal: [...judgements.values()].sort((a, b) => b - a),
  };
  return ties === 'expected' ? { ...ranking, tied: lengthsOfTies(inOrder) } : ranking;
}

function lengthsOfTies(inOrder: readonly ScoredDocument[]): number[] {
  const lengths: number[] = [];
  for (const [i, { score }] of inOrder.entries()) {
    if (score === inOrder[i - 1]?.score) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1;
    else lengths.push(1);
  }
  return lengths;
}
