import { textHash } from '../text/text-hash';
import type { TrainingRow } from '../data/training-row';

/** What alignment trains on at a time: passages of one query in tiers, best first; those of one tier are in no order. */
export interface AlignmentRow {
  /** Name of the file and line of the first preference behind it. */
  readonly file: string;
  readonly line: number;
  readonly query: string;
  readonly queryId: string | undefined;
  /** At least one tier, each of at least one text; no text twice. */
  readonly tiers: readonly (readonly string[])[];
  /** None of them answers the query: only that the first is better than anything else is learned. */
  readonly neither: boolean;
}

/**
 * The row as a training row, so that whatever chooses, samples, counts and measures rows can work on it: the first
 * passage is its positive, the others are negatives.
 */
export function asTrainingRow({ file, line, query, queryId, tiers }: AlignmentRow): TrainingRow {
  const [first = '', ...rest] = tiers.flat();
  return {
    file,
    line,
    query,
    ...(queryId === undefined ? {} : { queryId }),
    positives: [first],
    negatives: rest,
  };
}

/**
 * The row with the labelled passage of its query, if it has one, beside those of the first tier. A row that has the
 * passage already, above or below, stays as it is.
 */
export function withLabelled(row: AlignmentRow, labelled: string | undefined): AlignmentRow {
  const [first, ...rest] = row.tiers;
  if (labelled === undefined || first === undefined || row.neither) return row;
  const hash = textHash(labelled);
  if (row.tiers.flat().some((text) => textHash(text) === hash)) return row;
  return { ...row, tiers: [[...first, labelled], ...rest] };
}
