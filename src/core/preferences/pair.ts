import type { ComparisonVerdict } from '../synthesis/parse-reply';

/** What a judge says of two passages. */
export type Verdict = 'first' | 'second' | 'tie' | 'neither';

/** Who judges: a language model, a person, or the labels of the training data. */
export type Judge = 'llm' | 'person' | 'labels';

/** What a reply of the language model says of two passages, by their place in the prompt. */
export type PlaceAnswer = ComparisonVerdict;

/** A passage that the model retrieved for a query. */
export interface Candidate {
  readonly id: string;
  /** With its title before it, where it has one. */
  readonly text: string;
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  /** Whether the training data have it as an answer to the query. */
  readonly labelled: boolean;
}

/** A training query and the passages that the model ranks highest for it, best first, no text twice. */
export interface RankedQuery {
  readonly id: string | undefined;
  readonly text: string;
  readonly candidates: readonly Candidate[];
}

/** Two passages of one query, to be judged. */
export interface Pair {
  /** Of the texts alone, so that a verdict outlives a new ranking of the same passages. */
  readonly id: string;
  /** Place of the query in the list of ranked queries. */
  readonly query: number;
  /** Places among the candidates of the query. Which of the two is the first depends on their texts, not on their rank. */
  readonly first: number;
  readonly second: number;
}

/** What the language model made of a pair. */
export interface LlmJudgement {
  readonly verdict: Verdict | 'unparsable';
  /** With the pair's first passage in the place of A, and with its second there. */
  readonly orders: readonly [PlaceAnswer, PlaceAnswer];
  /** As the settings name it. */
  readonly model: string;
  readonly promptVersion: string;
}

/** The verdicts on a pair that are kept; null: none yet. Those of the labels follow from the pair itself. */
export interface Judgements {
  readonly llm: LlmJudgement | null;
  readonly person: Verdict | 'skipped' | null;
}

export const UNJUDGED: Judgements = { llm: null, person: null };
