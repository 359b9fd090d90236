/** Rows for tests of the checks. */
import type { EvaluationData } from '../data/evaluation-data';
import type { TrainingRow } from '../data/training-row';

type Row = Partial<TrainingRow> & { readonly query: string };

/** Rows of one file, numbered from line 1; a row without positives gets one that no other row has. */
export function rowsOf(...rows: Row[]): TrainingRow[] {
  return rows.map((row, i) => ({
    file: 'f.jsonl',
    line: i + 1,
    positives: [`the passage of row number ${i + 1}`],
    negatives: [],
    ...row,
  }));
}

/** An evaluation set: per split its queries, each answered by the passage with the same place in the corpus. */
export function evaluationOf(
  name: string,
  splits: Readonly<Record<string, readonly string[]>>,
  passages: readonly string[] = [],
): EvaluationData {
  const corpus = passages.map((text, i) => ({ id: `d${i}`, title: i === 0 ? 'Title' : '', text }));
  return {
    name,
    splits: Object.entries(splits).map(([split, queries]) => ({
      name: split,
      corpus,
      queries: queries.map((text, i) => ({ id: `q${i}`, text })),
      qrels: new Map(queries.map((_, i) => [`q${i}`, new Map([[`d${i}`, 1]])])),
    })),
    rejected: [],
    rejectedCount: 0,
    notes: [],
  };
}
