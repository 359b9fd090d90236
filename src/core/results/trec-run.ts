import type { Run } from '../metrics/run';
import { rank } from '../metrics/rank';
import { createTrecIds, trecId } from './trec-id';

/**
 * A run as a TREC file, `qid Q0 docid rank score tag` per line, best first, ranks from 1. Scores are written so that
 * they read back as the same float64. White space in ids and in the tag becomes %XX, see `trecId`.
 * @throws Error when a ranking holds a document twice, a score is not finite, or two ids would be written the same.
 */
export function formatRun(run: Run, tag: string): string {
  const queryIds = createTrecIds();
  const documentIds = createTrecIds();
  const name = trecId(tag);
  const lines: string[] = [];
  for (const [query, documents] of run) {
    for (const [i, { id, score }] of rank(documents).entries()) {
      if (!Number.isFinite(score)) throw new Error(`the score of document "${id}" is not finite`);
      lines.push(`${queryIds(query)} Q0 ${documentIds(id)} ${i + 1} ${score} ${name}\n`);
    }
  }
  return lines.join('');
}
