import { cosineMatrix } from './cosine-matrix';
import type { Matrix } from './matrix';
import { multiPositive, type Mask } from './multi-positive';

export interface InfonceInput {
  /** [B, D] */
  readonly queries: Matrix;
  /** [B, D]: row i belongs to query i. */
  readonly positives: Matrix;
  /** [N, D]: hard negatives of all rows, candidates for every query. Default none. */
  readonly negatives?: Matrix;
  readonly tau: number;
  /** Adds the document->query direction, with its own softmax over the batch's queries; the value is the mean of both. */
  readonly symmetric?: boolean;
  /** [B, B + N], true: candidate j is a false negative of query i and leaves its denominator. Own positives stay. */
  readonly falseNegatives?: Mask;
}

/**
 * InfoNCE, float64: `L_i = LSE_j s(q_i, d_j) - s(q_i, d_i)`, `s = cos / tau`, `d` all positives, then all negatives;
 * mean over rows. Masked pairs are left out in both directions.
 * Source: van den Oord et al. 2018; sentence-transformers' MultipleNegativesRankingLoss.
 */
export function infonce(input: InfonceInput): number {
  const { queries, positives, negatives = [], tau, symmetric = false } = input;
  const scores = scaled(cosineMatrix(queries, [...positives, ...negatives]), tau);
  const candidates = scores.map((row, i) =>
    row.map((_, j) => i === j || input.falseNegatives?.[i]?.[j] !== true),
  );
  const forward = multiPositive(scores, candidates, diagonal(scores), 'in');
  if (!symmetric) return forward;
  const square = transpose(scores, queries.length);
  const backward = multiPositive(square, transpose(candidates, queries.length), diagonal(square), 'in');
  return (forward + backward) / 2;
}

/** Every entry divided by tau. */
export function scaled(matrix: Matrix, tau: number): number[][] {
  return matrix.map((row) => row.map((value) => value / tau));
}

function diagonal(matrix: Matrix): boolean[][] {
  return matrix.map((row, i) => row.map((_, j) => i === j));
}

/** The transpose of the first `columns` columns. */
function transpose<T>(rows: readonly (readonly T[])[], columns: number): T[][] {
  return Array.from({ length: columns }, (_, j) =>
    rows.map((row) => {
      const value = row[j];
      if (value === undefined) throw new Error(`a row has fewer than ${columns} columns`);
      return value;
    }),
  );
}
