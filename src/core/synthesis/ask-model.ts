import type { Ask, ChatMessage, Llm, Purpose, StoredReply } from '../llm/llm';
import { LlmError } from '../llm/llm';
import {
  ANSWER_ALONE,
  parseQueries,
  parseText,
  parseYesNo,
  withoutThinking,
  type YesNo,
} from './parse-reply';
import { fillPrompt, promptVersion } from './prompts';
import type { Recipe, SynthesisSettings } from './recipe';

/** How often a reply that cannot be used is asked for again. */
const MORE_ATTEMPTS = 2;

/** A language model and what it is asked with. */
export interface Asking {
  readonly llm: Llm;
  readonly recipe: Recipe;
  readonly signal: AbortSignal;
}

/** What was written, and by what. */
export interface Written<T> {
  readonly value: T;
  readonly model: string;
  /** The reply ended because it was too long. */
  readonly cutOff: boolean;
}

type Values = Readonly<Record<string, string>>;

/** @throws LlmError when the model leaves every attempt empty; else as `Llm.ask` */
export async function askForText(
  asking: Asking,
  purpose: 'cot' | 'positive' | 'negative' | 'translate',
  values: Values,
): Promise<Written<string>> {
  const reply = await askUntil(asking, purpose, values, (given) => textOf(given) !== '');
  const value = textOf(reply);
  if (value === '') throw new LlmError(emptyReply(reply), { all: false });
  return { value, model: reply.model, cutOff: reply.finish === 'length' };
}

/** At most `count` queries. @throws as `askForText` */
export async function askForQueries(
  asking: Asking,
  purpose: 'queries' | 'paraphrase',
  values: Values,
  count: number,
): Promise<Written<string[]>> {
  const given = { ...values, count: String(count) };
  const reply = await askUntil(asking, purpose, given, (one) => queriesOf(one, count).length === count);
  const value = queriesOf(reply, count);
  if (value.length === 0) throw new LlmError(emptyReply(reply), { all: false });
  return { value, model: reply.model, cutOff: false };
}

/** Whether a passage answers a query; 'unparsable' where no attempt gave one word. @throws as `Llm.ask` */
export async function askWhetherRelevant(asking: Asking, query: string, passage: string): Promise<YesNo> {
  const reply = await askUntil(
    asking,
    'verify',
    { query, passage },
    (given) => verdictOf(given) !== 'unparsable',
    ANSWER_ALONE,
  );
  return verdictOf(reply);
}

/** Empty for a refusal: its words are no passage. */
function textOf({ finish, text }: StoredReply): string {
  return finish === 'filter' ? '' : parseText(text);
}

/** Of a reply that was cut off, without its last line, which may be half a query; none of a refusal. */
function queriesOf({ finish, text }: StoredReply, count: number): string[] {
  if (finish === 'filter') return [];
  return parseQueries(finish === 'length' ? text.slice(0, text.lastIndexOf('\n') + 1) : text, count);
}

/** A reply that did not come to its end says nothing, whatever stands in it. */
function verdictOf({ finish, text }: StoredReply): YesNo {
  return finish === 'stop' ? parseYesNo(text) : 'unparsable';
}

/** Asks until the reply is of use, or often enough; gives the last one. */
async function askUntil(
  asking: Asking,
  purpose: Purpose,
  values: Values,
  isOfUse: (reply: StoredReply) => boolean,
  reminder = '',
): Promise<StoredReply> {
  const { llm, recipe, signal } = asking;
  const prompt = recipe.prompts[purpose];
  const messages = fillPrompt(prompt, values);
  for (let attempt = 0; ; attempt++) {
    const ask: Ask = {
      purpose,
      promptVersion: promptVersion(prompt),
      messages: attempt === 0 ? messages : reminded(messages, reminder),
      temperature: temperatureFor(purpose, recipe.settings),
      maxTokens: recipe.settings.llmMaxTokens,
      attempt,
    };
    const reply = await llm.ask(ask, signal);
    if (attempt === MORE_ATTEMPTS || isOfUse(reply)) return reply;
  }
}

function reminded(messages: readonly ChatMessage[], reminder: string): readonly ChatMessage[] {
  if (reminder === '') return messages;
  return messages.map((message) =>
    message.role === 'user' ? { ...message, content: `${message.content}\n\n${reminder}` } : message,
  );
}

function temperatureFor(purpose: Purpose, settings: SynthesisSettings): number {
  switch (purpose) {
    case 'cot':
      return settings.temperatureReasoning;
    case 'positive':
    case 'negative':
    case 'paraphrase':
    case 'translate':
      return settings.temperatureWriting;
    case 'queries':
      return settings.temperatureQueries;
    case 'verify':
    case 'compare':
      return settings.temperatureJudging;
  }
}

function emptyReply({ finish, text }: StoredReply): string {
  if (finish === 'filter') return 'The provider refused to reply, or withheld the reply.';
  if (finish === 'length' && withoutThinking(text) === '')
    return 'The model was still thinking when the longest reply was reached: allow a longer one.';
  return 'The model gave an empty reply each time it was asked.';
}
