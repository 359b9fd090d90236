/**
 * One training row, whatever format it came from. Texts are kept exactly as they stood in the file.
 * `positives` are labelled passages; `synthetic` and `cot` are the extra views of Syntriever's stage 1.
 */
export interface TrainingRow {
  /** Name of the file and physical line (from 1) where the row starts. */
  readonly file: string;
  readonly line: number;
  /** Id from the file, or undefined. Rows of one query share `query` (compared by `textKey`). */
  readonly queryId?: string;
  readonly query: string;
  /** At least one. */
  readonly positives: readonly string[];
  /** Corpus ids of `positives`, in the same order, where the file gives them. */
  readonly positiveIds?: readonly string[];
  readonly negatives: readonly string[];
  /** An LLM's passage for the query. When `verified` is false it is a hard negative, not a positive. */
  readonly synthetic?: { readonly text: string; readonly verified: boolean };
  /** Chain-of-thought text, used as one more positive document. */
  readonly cot?: string;
  /** How the passage was made (human, zero-shot, ...), where the file says. */
  readonly paradigm?: string;
}

/** A line that could not be used, and why. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly reason: string;
}
