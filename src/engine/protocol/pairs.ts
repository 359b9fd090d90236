// Pairs of passages, and who judges them better or worse.
import type { LlmCounts } from '../../core/llm/llm';
import type { Judge, Judgements, Pair, RankedQuery } from '../../core/preferences/pair';
import type { PairRates } from '../../core/preferences/pair-rates';

/** How the language model's work on the pairs ended; empty before any. */
export type JudgingEnd = '' | 'finished' | 'budget' | 'cancelled' | 'failed';

/** A pair and what was said of it. */
export interface JudgedPair extends Pair, Judgements {}

/** The pairs as they are kept in this browser. */
export interface PairsReport {
  readonly queries: readonly RankedQuery[];
  readonly pairs: readonly JudgedPair[];
  readonly rates: PairRates;
  /** Whose weights ranked the passages, and which passages; empty before any. */
  readonly model: string;
  readonly corpus: string;
  /** Of the language model's last work. */
  readonly ended: JudgingEnd;
  readonly counts: LlmCounts | null;
  readonly notes: readonly string[];
}

/** Pairs on which something was said. */
export interface PairsChange {
  readonly changed: readonly ({ readonly id: string } & Judgements)[];
  readonly rates: PairRates;
}

/** What the language model has said since the last event. */
export interface PairsEvent extends PairsChange {
  readonly kind: 'pairs';
  readonly counts: LlmCounts;
}

/** What verdicts became. */
export interface UsedPreferences {
  readonly judge: Judge;
  readonly count: number;
  readonly ties: number;
  readonly neither: number;
  /** Judged pairs that were left out because they lie in a cycle. */
  readonly inCycles: number;
}
