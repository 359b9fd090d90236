import { compareUtf8 } from './compare-utf8';
import type { TieRule } from './evaluation-rules';
import type { ScoredDocument } from './run';

/**
 * Puts one query's documents in order: score descending, equal scores by id as UTF-8 bytes, descending
 * unless told otherwise (trec_eval's rule, so that the figures agree to the last digit; also the order of a list
 * whose figures are expected values, since a list needs some order).
 * @throws Error when a document occurs twice or a score is not a number.
 */
export function rank(documents: readonly ScoredDocument[], ties: TieRule = 'descending'): ScoredDocument[] {
  const seen = new Set<string>();
  for (const { id, score } of documents) {
    if (seen.has(id)) throw new Error(`document "${id}" occurs twice in one ranking`);
    if (Number.isNaN(score)) throw new Error(`the score of document "${id}" is not a number`);
    seen.add(id);
  }
  return documents.toSorted((a, b) => compareRank(a, b, ties));
}

/** Negative when `a` stands before `b`. Infinite scores compare too, which a plain subtraction would not. */
function compareRank(a: ScoredDocument, b: ScoredDocument, ties: TieRule): number {
  if (a.score !== b.score) return a.score > b.score ? -1 : 1;
  return compareIds(a.id, b.id, ties);
}

/** Negative when `a` stands before `b` among documents with equal scores. */
export function compareIds(a: string, b: string, ties: TieRule): number {
  return ties === 'ascending' ? compareUtf8(a, b) : compareUtf8(b, a);
}
