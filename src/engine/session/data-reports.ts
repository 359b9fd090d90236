import type { OpenEvaluation } from '../../core/data/evaluation-data';
import { countTexts, countViews, digestOf } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import type { TrainingData } from '../../core/data/training-data';
import type { TrainingRow } from '../../core/data/training-row';
import type { EvaluationDataReport, PreviewRow, TrainingDataReport } from '../protocol/data';

/** Rows shown for a first look. */
const PREVIEW = 5;

/** What the page shows of training data. */
export function reportTraining({ rows, files, notes }: TrainingData): TrainingDataReport {
  const digest = digestOf(rows);
  return {
    files,
    rows: rows.length,
    ...countTexts(digest),
    ...countViews(digest),
    preview: firstRows(rows).map(previewRow),
    notes,
  };
}

function firstRows(rows: RowList): TrainingRow[] {
  return Array.from({ length: PREVIEW }, (_, at) => rows.at(at)).filter((row) => row !== undefined);
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
export function reportEvaluation(data: OpenEvaluation): EvaluationDataReport {
  const queries = new Set(data.splits.flatMap((split) => split.queries.map(({ id }) => id)));
  return {
    name: data.name,
    role: data.role,
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
