import type { FileReport } from '../../data/file-report';
import type { Passage } from '../../data/eval-set';
import { createRejectList } from '../../data/reject-list';
import type { TrainingRow } from '../../data/training-row';
import type { LineOptions } from '../read-lines';
import { InputError } from '../../input-error';
import type { BeirFiles } from './find-beir-files';
import { readCorpus, readQueries } from './read-corpus';
import { readQrels } from './read-qrels';

/**
 * Reads the train split of a BEIR data set as pairs: one row per judgement of grade 1 or more, query to title
 * and text. `line` of a row is that of its judgement.
 * @throws InputError when there is no split "train" or no usable judgement in it
 */
export async function readBeirTraining(
  { corpus, queries, qrels }: BeirFiles,
  options: LineOptions,
): Promise<{ rows: TrainingRow[]; report: FileReport }> {
  const file = qrels.find(({ split }) => split === 'train')?.file;
  if (!file) throw new InputError(corpus.path, 'there is no qrels/train.tsv');
  const rejects = createRejectList();
  const corpusPart = await readCorpus(corpus, options, rejects);
  const queryPart = await readQueries(queries, options, rejects);
  const passageOf = new Map(corpusPart.passages.map((passage) => [passage.id, passage]));
  const textOf = new Map(queryPart.queries.map(({ id, text }) => [id, text]));

  const rows: TrainingRow[] = [];
  let notRelevant = 0;
  for (const { queryId, documentId, grade, line } of await readQrels(file, options, rejects)) {
    const query = textOf.get(queryId);
    const passage = passageOf.get(documentId);
    if (grade < 1) notRelevant++;
    else if (query === undefined || passage === undefined) {
      const missing = query === undefined ? `query ${queryId}` : `document ${documentId}`;
      rejects.add({ file: file.path, line, reason: `there is no ${missing.slice(0, 80)} in the data set` });
    } else {
      const positives = [passageText(passage)];
      rows.push({
        file: file.path,
        line,
        queryId,
        query,
        positives,
        positiveIds: [documentId],
        negatives: [],
      });
    }
  }
  if (rows.length === 0) throw rejects.asError(file.path);
  const notes = [...corpusPart.notes, ...queryPart.notes];
  if (notRelevant > 0)
    notes.push(
      `${notRelevant} ${notRelevant === 1 ? 'judgement of grade 0 or below was' : 'judgements of grade 0 or below were'} not used for training.`,
    );
  return { rows, report: describe(file.path, rows.length, rejects, notes) };
}

function describe(
  file: string,
  rows: number,
  rejects: ReturnType<typeof createRejectList>,
  notes: string[],
): FileReport {
  const counts = { rows, pairs: rows, triplets: 0 };
  return { file, format: 'BEIR', ...counts, rejected: rejects.kept, rejectedCount: rejects.count, notes };
}

/** Title and text as one text. */
export function passageText({ title, text }: Passage): string {
  return title === '' ? text : `${title} ${text}`.trim();
}
