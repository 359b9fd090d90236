import type { EvalQuery, EvalSet, Passage } from '../data/eval-set';
import type { EvaluationData } from '../data/evaluation-data';
import { createNoteCounter } from '../data/note-counter';
import { createRejectList, type RejectList } from '../data/reject-list';
import { InputError } from '../input-error';
import { expandFiles } from './archive';
import { requireBeirFiles } from './beir/find-beir-files';
import { readCorpus, readQueries } from './beir/read-corpus';
import { readQrels, type Judgement } from './beir/read-qrels';
import type { InputFile } from './input-file';
import { createProgress } from './progress';
import type { ReadOptions } from './read-options';

/**
 * Reads a BEIR data set (folder, zip or loose files): corpus.jsonl, queries.jsonl and one qrels file per
 * split. Queries without judgements in a split are left out of it. A judged document that the corpus lacks
 * stays judged, as in trec_eval: it counts in the ideal ranking, and a note says so.
 * @throws InputError when a part is missing or holds nothing usable
 */
export async function readEvaluationData(
  given: readonly InputFile[],
  options: ReadOptions = {},
): Promise<EvaluationData> {
  const files = await expandFiles(given, options);
  const beir = requireBeirFiles(files);
  const used = [beir.corpus, beir.queries, ...beir.qrels.map((qrels) => qrels.file)];
  const lineOptions = { signal: options.signal, onBytes: createProgress(used, options) };
  const rejects = createRejectList();
  const corpus = await readCorpus(beir.corpus, lineOptions, rejects);
  if (corpus.passages.length === 0) throw rejects.asError(beir.corpus.path);
  const queries = await readQueries(beir.queries, lineOptions, rejects);
  if (queries.queries.length === 0) throw rejects.asError(beir.queries.path);

  const notes = [...corpus.notes, ...queries.notes];
  const splits: EvalSet[] = [];
  const ids = new Set(corpus.passages.map(({ id }) => id));
  for (const { split, file } of beir.qrels) {
    const judgements = await readQrels(file, lineOptions, rejects);
    const { set, notes: said } = assemble(
      split,
      file,
      judgements,
      corpus.passages,
      ids,
      queries.queries,
      rejects,
    );
    if (set.queries.length > 0) splits.push(set);
    notes.push(...said);
  }
  if (splits.length === 0)
    throw noJudgements(
      beir.qrels.map(({ file }) => file),
      rejects,
    );
  notes.push(...overlapNote(queries.queries, ids));
  return {
    name: nameOf(beir.corpus),
    splits,
    rejected: rejects.kept,
    rejectedCount: rejects.count,
    notes,
  };
}

function assemble(
  name: string,
  file: InputFile,
  judgements: readonly Judgement[],
  corpus: readonly Passage[],
  ids: ReadonlySet<string>,
  queries: readonly EvalQuery[],
  rejects: RejectList,
): { set: EvalSet; notes: string[] } {
  const known = new Set(queries.map(({ id }) => id));
  const qrels = new Map<string, Map<string, number>>();
  const remarks = createNoteCounter();
  for (const { queryId, documentId, grade, line } of judgements) {
    if (!known.has(queryId)) {
      const reason = 'the query is not in queries.jsonl';
      rejects.add({ file: file.path, line, reason: `${reason}: ${queryId.slice(0, 60)}` }, reason);
      continue;
    }
    if (!ids.has(documentId))
      remarks.add(
        `${file.path}: judged documents that are not in the corpus (they count as never found)`,
        line,
      );
    const grades = qrels.get(queryId) ?? new Map<string, number>();
    grades.set(documentId, grade);
    qrels.set(queryId, grades);
  }
  const judged = queries.filter(({ id }) => qrels.has(id));
  const notes = remarks.notes();
  const left = queries.length - judged.length;
  if (judged.length === 0) notes.push(`${file.path}: no usable judgement; this split was left out.`);
  else if (left > 0) {
    notes.push(
      `Split "${name}": ${judged.length} judged ${judged.length === 1 ? 'query' : 'queries'}; ${left} without judgements in it ${left === 1 ? 'is' : 'are'} left out.`,
    );
  }
  return { set: { name, corpus, queries: judged, qrels }, notes };
}

function noJudgements(files: readonly InputFile[], rejects: RejectList): InputError {
  const path = files[0]?.path ?? 'qrels';
  const first = rejects.kept.find(({ file }) => file === path);
  return first
    ? new InputError(path, `no usable judgement: ${first.reason}`, first.line)
    : new InputError(path, 'the file holds no judgement');
}

function overlapNote(queries: readonly EvalQuery[], ids: ReadonlySet<string>): string[] {
  const shared = queries.filter(({ id }) => ids.has(id)).length;
  if (shared === 0) return [];
  const subject =
    shared === 1 ? '1 query id is also a document id' : `${shared} query ids are also document ids`;
  return [
    `${subject}. Where they mean the same text, the query finds itself; in some ` +
      'data sets (ArguAna, Quora) such self-matches are left out of the ranking.',
  ];
}

/** The folder the corpus lies in, else a general name. */
function nameOf(corpus: InputFile): string {
  return (
    corpus.path
      .split('/')
      .at(-2)
      ?.replace(/\.zip$/i, '') ?? 'evaluation data'
  );
}
