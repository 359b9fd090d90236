import type { Ask, ChatMessage } from '../llm/llm';
import type { Settings } from '../settings/settings';
import { ANSWER_ALONE } from '../synthesis/parse-reply';
import type { Prompts } from '../synthesis/prompt';
import { fillPrompt, promptVersion } from '../synthesis/prompts';
import type { Pair, RankedQuery } from './pair';

/** How often a pair is asked in one order before its answer counts as unreadable. */
export const ATTEMPTS = 3;

/** Which of the two passages stands first in the prompt: the pair's first, or its second. */
export type Order = 'forward' | 'backward';

export interface CompareTerms {
  readonly prompts: Prompts;
  readonly settings: Pick<Settings, 'temperatureJudging' | 'llmMaxTokens'>;
}

/** The request which of two passages serves a query better (P_compare of Syntriever, arXiv 2502.03824, section 2.3). */
export function compareAsk(
  queries: readonly RankedQuery[],
  pair: Pair,
  order: Order,
  attempt: number,
  { prompts, settings }: CompareTerms,
): Ask {
  const query = queries[pair.query];
  const texts = [pair.first, pair.second].map((at) => query?.candidates[at]?.text ?? '');
  const [first = '', second = ''] = order === 'forward' ? texts : texts.toReversed();
  const messages = fillPrompt(prompts.compare, { query: query?.text ?? '', first, second });
  return {
    purpose: 'compare',
    promptVersion: promptVersion(prompts.compare),
    messages: attempt === 0 ? messages : messages.map(insisting),
    temperature: settings.temperatureJudging,
    maxTokens: settings.llmMaxTokens,
    attempt,
  };
}

/** Within the message itself: many models take no two messages of the user in a row. */
function insisting(message: ChatMessage): ChatMessage {
  return message.role === 'user' ? { ...message, content: `${message.content}\n\n${ANSWER_ALONE}` } : message;
}
