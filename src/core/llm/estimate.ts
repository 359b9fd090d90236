import { estimatePrompt } from './count-tokens';
import type { Ask, Purpose } from './llm';
import { costOf, type Prices } from './prices';

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

/** Tokens that a reply usually has; one that may not be so long has as many as it may. */
const USUAL_REPLY: Readonly<Record<Purpose, number>> = {
  cot: 300,
  positive: 250,
  negative: 250,
  queries: 100,
  paraphrase: 30,
  translate: 40,
  verify: 5,
  compare: 5,
};

/**
 * What asks will take. It is rough: prompts are counted by their characters (off by up to a third), replies by what is
 * usual for their purpose, which a model that thinks before it answers exceeds many times; retries are left out.
 *
 * @param isStored whether the reply to an ask is stored already, so that it costs nothing
 */
export async function estimateAsks(
  asks: Iterable<Ask>,
  isStored: (ask: Ask) => boolean | Promise<boolean>,
  prices: Prices,
): Promise<LlmEstimate> {
  let [requests, cached, promptTokens, completionTokens] = [0, 0, 0, 0];
  for (const ask of asks) {
    requests++;
    if (await isStored(ask)) cached++;
    else {
      promptTokens += estimatePrompt(ask.messages);
      completionTokens += Math.min(ask.maxTokens, USUAL_REPLY[ask.purpose]);
    }
  }
  const cost = costOf({ promptTokens, completionTokens }, prices);
  return { requests, cached, promptTokens, completionTokens, cost };
}
