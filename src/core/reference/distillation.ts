import { cosineMatrix } from './cosine-matrix';
import { scaled } from './infonce';
import type { Matrix } from './matrix';
import { multiPositive, type Mask } from './multi-positive';

export interface DistillationInput {
  /** [B, D] */
  readonly queries: Matrix;
  /** Labelled passage, synthetic positive, chain of thought, as far as used: each [B, D]. */
  readonly views: readonly Matrix[];
  /** [N, D]: hard negatives of all rows. */
  readonly negatives: Matrix;
  readonly tau: number;
  /** [B, views], false: row i has no such view; whatever stands there takes part in nothing. Default all present. */
  readonly present?: Mask;
  /** [B, views], false: the view is no positive of its row (failed verification) but stays a candidate. Default all. */
  readonly keep?: Mask;
  /** [B, views * B + N], true: candidate j (views one after another, then negatives) is a false negative of query i. */
  readonly falseNegatives?: Mask;
  /** "in": the paper's. "out": pulls every view. See `multiPositive`. */
  readonly form: 'in' | 'out';
}

/**
 * Syntriever's stage 1 (distillation), float64. Candidates of every query: all views of all rows and all hard
 * negatives, its own positives included; positives of query i: its own kept views; `s = cos / tau`.
 * With one view it is InfoNCE.
 * Source: arXiv 2502.03824, section 2.2 (the published code computes something else).
 * @throws Error when a row keeps no view.
 */
export function distillation(input: DistillationInput): number {
  const { scores, candidates, positives } = distillationScores(input);
  return multiPositive(scores, candidates, positives, input.form);
}

/** The scores [B, views * B + N] and masks behind `distillation`. */
export function distillationScores(input: DistillationInput): {
  scores: number[][];
  candidates: boolean[][];
  positives: boolean[][];
} {
  const { queries, views, negatives, tau, present, keep } = input;
  const rows = queries.length;
  const scores = scaled(cosineMatrix(queries, [...views.flat(), ...negatives]), tau);
  /** View and row of candidate j; hard negatives have a view beyond the last. */
  const owner = (j: number) => ({ view: Math.floor(j / rows), row: j % rows });
  const isThere = (j: number) => {
    const { view, row } = owner(j);
    return view >= views.length || present?.[row]?.[view] !== false;
  };
  const positives = scores.map((line, i) =>
    line.map((_, j) => {
      const { view, row } = owner(j);
      return row === i && view < views.length && isThere(j) && keep?.[i]?.[view] !== false;
    }),
  );
  const candidates = scores.map((line, i) =>
    line.map((_, j) => isThere(j) && (positives[i]?.[j] === true || input.falseNegatives?.[i]?.[j] !== true)),
  );
  return { scores, candidates, positives };
}
