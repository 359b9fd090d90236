import type { TieRule } from './evaluation-rules';
import { rank } from './rank';
import type { ScoredDocument } from './run';

/** One query's ranking as the metrics see it: grades only. */
export interface JudgedRanking {
  /** Grade at each rank, best first; 0 where the document was not judged. */
  readonly ranked: readonly number[];
  /** Grades of all judged documents, descending: the ideal ranking. */
  readonly ideal: readonly number[];
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
  return {
    ranked: rank(documents, ties).map(({ id }) => judgements.get(id) ?? 0),
    ideal: [...judgements.values()].sort((a, b) => b - a),
  };
}
