import type { InputFile } from '../formats/input-file';
import type { LineOptions } from '../formats/read-lines';
import { InputError } from '../input-error';
import type { Run, ScoredDocument } from '../metrics/run';
import { columnsOf } from '../results/lines';
import { createInputTrecIds } from './input-trec-ids';
import { readNestedNumbers } from './nested-numbers';
import { readTable } from './read-table';

/**
 * Reads a run: a TREC file, `qid Q0 docid rank score tag` per line, or the JSON that pytrec_eval and ranx keep,
 * `{ query: { document: score } }`. As in trec_eval the rank column is ignored, and whatever follows the tag. Ids are as
 * they stand in TREC files (`trecId`).
 * @throws InputError with the line: fewer than six columns, a score that is no number, a document twice for one query,
 * nothing in the file. The signal's reason when aborted.
 */
export async function readRun(file: InputFile, options: LineOptions = {}): Promise<Run> {
  const reader = createRunReader(file.path);
  const json = await readTable(file, options, reader.take);
  const run = json === null ? reader.run : runOfJson(json, file.path);
  if (run.size === 0) throw new InputError(file.path, 'the file holds no ranking');
  return run;
}

function createRunReader(file: string): { take(line: number, content: string): void; readonly run: Run } {
  const run = new Map<string, ScoredDocument[]>();
  const seen = new Map<string, Set<string>>();
  const take = (line: number, content: string): void => {
    const { query, id, score } = readEntry(content, file, line);
    const documents = run.get(query) ?? [];
    const ids = seen.get(query) ?? new Set();
    if (ids.has(id)) throw new InputError(file, `document "${id}" occurs twice for query "${query}"`, line);
    if (documents.length === 0) {
      run.set(query, documents);
      seen.set(query, ids);
    }
    documents.push({ id, score });
    ids.add(id);
  };
  return { take, run };
}

function readEntry(content: string, file: string, line: number) {
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
  return { query, id, score: value };
}

function runOfJson(json: string, file: string): Run {
  const queryIds = createInputTrecIds(file);
  const documentIds = createInputTrecIds(file);
  return new Map(
    [...readNestedNumbers(json, file, 'scores')].map(([query, scores]) => [
      queryIds(query),
      [...scores].map(([id, score]) => ({ id: documentIds(id), score })),
    ]),
  );
}
