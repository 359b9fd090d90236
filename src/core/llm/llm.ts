/** What a language model is asked for; each has its prompt and its way to be read. */
export type Purpose =
  'cot' | 'positive' | 'negative' | 'queries' | 'paraphrase' | 'translate' | 'verify' | 'compare';

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** One request, before it is known whether its reply is stored already. */
export interface Ask {
  readonly purpose: Purpose;
  /** Of the prompt the messages were made from. */
  readonly promptVersion: string;
  readonly messages: readonly ChatMessage[];
  readonly temperature: number;
  readonly maxTokens: number;
  /** 0; or how often the same was asked before and the reply could not be used. It is part of what makes a request new. */
  readonly attempt: number;
}

/** A whole reply as it came. */
export interface Reply {
  readonly text: string;
  /** `filter`: the provider refused or cut it. */
  readonly finish: 'stop' | 'length' | 'filter';
  /** As the provider names the model that answered. */
  readonly model: string;
  /** Tokens, as the provider counted them; estimated where it does not tell. */
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A reply as it is kept: raw, with all that led to it. */
export interface StoredReply extends Reply {
  /** Of endpoint, model and ask: the same request is never paid for twice. */
  readonly hash: string;
  readonly ask: Ask;
  readonly provider: string;
  readonly askedModel: string;
  /** When it came, in ISO 8601. */
  readonly at: string;
  /** It was there already. */
  readonly cached: boolean;
}

/** What was sent and what it cost, since the model was opened. */
export interface LlmCounts {
  /** Replies that came, without those that were stored before. */
  readonly replies: number;
  readonly cached: number;
  readonly retries: number;
  readonly failed: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** By the prices of the settings. */
  readonly cost: number;
}

/** Before anything was asked. */
export const NO_COUNTS: LlmCounts = {
  replies: 0,
  cached: 0,
  retries: 0,
  failed: 0,
  promptTokens: 0,
  completionTokens: 0,
  cost: 0,
};

/** A language model that is open. Any number of asks may be made at once: they wait for their turn. */
export interface Llm {
  /**
   * The stored reply to this ask, or a new one, which is stored before it is given.
   * @throws BudgetReached when the limits of the settings allow no further request; LlmError when the request failed for
   * good; the signal's reason when cancelled. Nothing that was paid for is lost by any of them.
   */
  ask(ask: Ask, signal: AbortSignal): Promise<StoredReply>;
  readonly counts: LlmCounts;
}

/** The limits of the settings allow no further request: a clean stop, no failure. */
export class BudgetReached extends Error {
  override readonly name = 'BudgetReached';
}

/** A request failed for good. `all`: so would every other (a wrong key, no such model, no connection). */
export class LlmError extends Error {
  override readonly name = 'LlmError';
  readonly all: boolean;

  constructor(message: string, options: { readonly all: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.all = options.all;
  }
}
