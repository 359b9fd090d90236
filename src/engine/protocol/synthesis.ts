// Making training data from documents and queries.
import type { FileReport } from '../../core/data/file-report';
import type { RowState, SyntheticRow, TextField } from '../../core/synthesis/synthetic-row';
import type { LlmCounts } from '../../core/llm/llm';

/** Documents or queries that were opened to make rows from. */
export interface SourceTextsReport {
  readonly files: readonly FileReport[];
  readonly count: number;
  readonly preview: readonly { readonly id: string; readonly title: string; readonly text: string }[];
}

/** What became of the rows. */
export interface SynthesisRates {
  readonly states: Readonly<Record<RowState, number>>;
  /** Synthetic positives that were verified, and those that failed; the same of negatives. */
  readonly positives: { readonly relevant: number; readonly irrelevant: number; readonly unparsable: number };
  readonly negatives: { readonly relevant: number; readonly irrelevant: number; readonly unparsable: number };
  readonly roundTrips: { readonly checked: number; readonly came: number };
  /** By the name of the filter. */
  readonly flags: Readonly<Record<string, number>>;
  /** A person's checks of a sample against the model's: raw agreement and Cohen's kappa; null where none can be said. */
  readonly agreement: {
    readonly checked: number;
    readonly agreed: number;
    readonly kappa: number | null;
  };
}

/** The table as it is kept in this browser. */
export interface SynthesisReport {
  readonly rows: readonly SyntheticRow[];
  readonly rates: SynthesisRates;
  /** Whether work was left undone: `synthesize` goes on where it stopped. */
  readonly unfinished: boolean;
  /** How the last work ended; empty before any. */
  readonly ended: '' | 'finished' | 'budget' | 'cancelled' | 'failed';
  /** Of the last work; null before any. */
  readonly counts: LlmCounts | null;
  readonly notes: readonly string[];
}

/** Rows that changed while work goes on; new ones are added at the end. */
export interface SynthesisEvent {
  readonly kind: 'synthesis';
  readonly rows: readonly SyntheticRow[];
  readonly rates: SynthesisRates;
  readonly counts: LlmCounts;
}

/** What a person does to rows. */
export type SyntheticChange =
  | { readonly field: TextField; readonly text: string }
  /** `decided` false takes a decision back: filters may change the state again. */
  | { readonly state: 'accepted' | 'rejected' | 'done'; readonly decided: boolean }
  | { readonly checked: boolean | null };
