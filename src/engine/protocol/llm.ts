// The language model that writes and judges.
import type { LlmCounts, StoredReply } from '../../core/llm/llm';

export type { LlmEstimate } from '../../core/llm/estimate';

/** What asking for a word told. */
export interface LlmTestReport {
  /** As the endpoint lists them; empty where it lists none. */
  readonly models: readonly string[];
  /** As the provider names the model that answered. */
  readonly model: string;
  readonly reply: string;
  readonly milliseconds: number;
}

/** A reply that came, or one that was stored before and is used again (`cached`). */
export interface ReplyEvent {
  readonly kind: 'reply';
  readonly reply: StoredReply;
}

/** What was asked so far in the work under way. */
export interface LlmEvent {
  readonly kind: 'llm';
  readonly counts: LlmCounts;
}
