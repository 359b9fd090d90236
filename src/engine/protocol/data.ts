// What is opened to train and to measure on, and what reading it gave.
import type { FileReport } from '../../core/data/file-report';
import type { SetRole } from '../../core/data/set-role';
import type { Reject } from '../../core/data/training-row';

/**
 * Files the user gave, the built-in sample, or a data set on the Hugging Face Hub.
 * `File.webkitRelativePath`, where set, is the path in a dropped folder.
 */
export type DataSource =
  | { readonly kind: 'sample' }
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | {
      readonly kind: 'hub';
      /** "owner/name". */
      readonly id: string;
      /** Of a part of the data set; '' for all of it. */
      readonly folder: string;
      readonly revision: string;
      readonly endpoint: string;
      readonly token?: string;
    };

export interface PreviewRow {
  readonly line: number;
  readonly query: string;
  readonly positive: string;
  readonly negative?: string;
  readonly synthetic?: string;
  readonly cot?: string;
}

export interface TrainingDataReport {
  readonly files: readonly FileReport[];
  readonly rows: number;
  readonly queries: number;
  readonly passages: number;
  readonly withNegatives: number;
  readonly withSynthetic: number;
  readonly withCot: number;
  readonly preview: readonly PreviewRow[];
  /** Remarks on all of the data, such as where its texts lie. */
  readonly notes: readonly string[];
}

/** One of the open evaluation sets. */
export interface EvaluationDataReport {
  /** No other open set has it. */
  readonly name: string;
  readonly role: SetRole;
  readonly passages: number;
  readonly queries: number;
  readonly splits: readonly {
    readonly name: string;
    readonly queries: number;
    readonly judgements: number;
  }[];
  readonly rejected: readonly Reject[];
  readonly rejectedCount: number;
  readonly notes: readonly string[];
}

/** Token lengths of the training data under the loaded model. Bin i counts texts of [i*width, (i+1)*width) tokens. */
export interface LengthReport {
  readonly width: number;
  readonly queries: readonly number[];
  readonly passages: readonly number[];
  readonly maxLength: number;
  readonly cutQueries: number;
  readonly cutPassages: number;
}
