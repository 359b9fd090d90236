import type { FixName } from './fixes';

/** `error`: harms the training or its figures. `warning`: probably does. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** A stretch of a text; `marked` is what the finding is about. */
export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/** One of the texts that show what was found. */
export interface ExamplePart {
  /** "query", "positive", "evaluation query". */
  readonly label: string;
  /** Where the text stands, if not in the row of the example: "train.jsonl:12", "sample test, q-014". */
  readonly place: string | null;
  readonly segments: readonly Segment[];
}

/** A row in which something was found. */
export interface Example {
  readonly file: string;
  readonly line: number;
  /** In a line: the text in question. */
  readonly text: string;
  readonly parts: readonly ExamplePart[];
}

/** One thing the checks of the training data found. */
export interface Finding {
  /** Its name, "query equals positive"; no other finding has it. */
  readonly check: string;
  readonly severity: Severity;
  readonly count: number;
  /** What is counted. */
  readonly unit: 'row' | 'text' | 'query';
  /** `count` among all that were looked at, 0 to 1. */
  readonly share: number;
  /** What it means for training, in a sentence or two. */
  readonly explanation: string;
  /** How many of them where, such as per evaluation set; empty where there is nothing to tell apart. */
  readonly parts: readonly { readonly name: string; readonly count: number }[];
  /** Up to five, the worst first. */
  readonly examples: readonly Example[];
  /** What can be done; `always`: training does it unasked; null: nothing. */
  readonly fix: FixName | 'always' | null;
}
