import { InputError } from '../input-error';
import type { Run, ScoredDocument } from '../metrics/run';
import { rank } from '../metrics/rank';
import { columnsOf, linesOf } from './lines';
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

/**
 * Reads a TREC run file. As in trec_eval the rank column is ignored, and whatever follows the tag.
 * @throws InputError with the line: fewer than six columns, a score that is no number, a document twice for one query.
 */
export function parseRun(text: string, file: string): Run {
  const run = new Map<string, ScoredDocument[]>();
  const seen = new Map<string, Set<string>>();
  for (const [line, content] of linesOf(text)) {
    const columns = columnsOf(content);
    const [query, , id, , score, tag] = columns;
    if (query === undefined || id === undefined || score === undefined || tag === undefined)
      throw new InputError(
        file,
        `expected "qid Q0 docid rank score tag", found ${columns.length} columns`,
        line,
      );
    const value = Number(score);
    if (!Number.isFinite(value)) throw new InputError(file, `the score "${score}" is not a number`, line);
    const documents = run.get(query) ?? [];
    const ids = seen.get(query) ?? new Set();
    if (ids.has(id)) throw new InputError(file, `document "${id}" occurs twice for query "${query}"`, line);
    documents.push({ id, score: value });
    run.set(query, documents);
    seen.set(query, ids.add(id));
  }
  return run;
}
