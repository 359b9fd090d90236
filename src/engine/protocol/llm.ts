// The language model that writes and judges.
import type { LlmCounts } from '../../core/llm/llm';

/** What asking for a word told. */
export interface LlmTestReport {
  /** As the endpoint lists them; empty where it lists none. */
  readonly models: readonly string[];
  /** As the provider names the model that answered. */
  readonly model: string;
  readonly reply: string;
  readonly milliseconds: number;
}

/** What is expected of a piece of work before it begins. */
export interface LlmEstimate {
  readonly requests: number;
  /** Of them, replies that are stored already. */
  readonly cached: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** By the prices of the settings. */
  readonly cost: number;
}

/** What was asked so far in the work under way. */
export interface LlmEvent {
  readonly kind: 'llm';
  readonly counts: LlmCounts;
}
