import { checkTraining } from '../../core/data/check-training';
import type { EvaluationData } from '../../core/data/evaluation-data';
import type { TrainingData } from '../../core/data/training-data';
import type { TrainingRow } from '../../core/data/training-row';
import { textHash } from '../../core/text/text-hash';
import type { EvaluationDataReport, PreviewRow, TrainingDataReport } from '../protocol/data';

/** Rows shown for a first look. */
const PREVIEW = 5;

/** What the page shows of training data. */
export function reportTraining(data: TrainingData, evaluation: EvaluationData | null): TrainingDataReport {
  const { rows, files } = data;
  const queries = new Set<number>();
  const passages = new Set<number>();
  for (const row of rows) {
    queries.add(textHash(row.query));
    for (const text of [...row.positives, ...row.negatives]) passages.add(textHash(text));
  }
  const count = (has: (row: TrainingRow) => boolean): number => rows.reduce((sum, row) => sum + +has(row), 0);
  return {
    files,
    rows: rows.length,
    queries: queries.size,
    passages: passages.size,
    withNegatives: count((row) => row.negatives.length > 0),
    withSynthetic: count((row) => row.synthetic !== undefined),
    withCot: count((row) => row.cot !== undefined),
    preview: rows.slice(0, PREVIEW).map(previewRow),
    findings: checkTraining(rows, evaluation),
  };
}

function previewRow(row: TrainingRow): PreviewRow {
  const [negative] = row.negatives;
  return {
    line: row.line,
    query: row.query,
    positive: row.positives[0] ?? '',
    ...(negative === undefined ? {} : { negative }),
    ...(row.synthetic === undefined ? {} : { synthetic: row.synthetic.text }),
    ...(row.cot === undefined ? {} : { cot: row.cot }),
  };
}

/** What the page shows of evaluation data. */
export function reportEvaluation(data: EvaluationData): EvaluationDataReport {
  const queries = new Set(data.splits.flatMap((split) => split.queries.map(({ id }) => id)));
  return {
    name: data.name,
    passages: data.splits[0]?.corpus.length ?? 0,
    queries: queries.size,
    splits: data.splits.map((split) => ({
      name: split.name,
      queries: split.queries.length,
      judgements: [...split.qrels.values()].reduce((sum, judged) => sum + judged.size, 0),
    })),
    rejected: data.rejected,
    rejectedCount: data.rejectedCount,
    notes: data.notes,
  };
}
