/** How a row's texts were made; it goes with the row into training data. */
export type Paradigm =
  'human' | 'zero-shot' | 'few-shot-texts' | 'few-shot-pairs' | 'inverse-cloze' | 'crops' | 'title-body';

/** Texts of a row that a person may edit. `positive`: the labelled passage, or the document that a query was made from. */
export const TEXT_FIELDS = ['query', 'positive', 'synthetic', 'cot', 'negative'] as const;

export type TextField = (typeof TEXT_FIELDS)[number];

/** waiting: not made yet; done: made, nothing said about it; failed: see `fault`; rejected: by a filter or a person. */
export type RowState = 'waiting' | 'done' | 'failed' | 'accepted' | 'rejected';

/** What a check of its relevance gave; null: not checked. */
export type Relevance = 'relevant' | 'irrelevant' | 'unparsable' | null;

/** A row of the table of synthetic data. */
export interface SyntheticRow {
  readonly id: string;
  readonly from: 'query' | 'document';
  /** Of the query or the document it was made from, where that has one. */
  readonly sourceId: string | null;
  /** Empty texts are not made (yet), or not wanted. */
  readonly query: string;
  readonly positive: string;
  readonly synthetic: string;
  readonly cot: string;
  readonly negative: string;
  readonly state: RowState;
  /** Whether a person accepted or rejected it: no filter changes that. */
  readonly decided: boolean;
  /** Why it failed, in a sentence; empty. */
  readonly fault: string;
  /** Names of the quality filters that it did not pass. */
  readonly flags: readonly string[];
  /** An irrelevant synthetic passage becomes a hard negative, a relevant negative is dropped. */
  readonly relevance: { readonly synthetic: Relevance; readonly negative: Relevance };
  /** Rank at which the document came back for its query under the current model; null: not checked, 0: not found. */
  readonly roundTrip: number | null;
  readonly paradigm: Paradigm;
  /** Style of an invented query, or how a query was rephrased; empty. */
  readonly style: string;
  /** By purpose. */
  readonly promptVersions: Readonly<Record<string, string>>;
  /** As the provider names it; empty for rows made without one. */
  readonly model: string;
  /** Fields that a person changed. */
  readonly edited: readonly TextField[];
  /** Whether a person who checked a sample found the positive relevant; null: not checked. */
  readonly checked: boolean | null;
}
