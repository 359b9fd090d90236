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

/** How often the same is asked at most, by one call, for a reply that can be used. */
const ATTEMPTS = 3;

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
  const reply = await askUntil(asking, purpose, values, {
    worth: (given) => (textOf(given) === '' ? 0 : 1),
    enough: 1,
  });
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
  const reply = await askUntil(asking, purpose, given, {
    worth: (one) => queriesOf(one, count).length,
    enough: count,
  });
  const value = queriesOf(reply, count);
  if (value.length === 0) throw new LlmError(emptyReply(reply), { all: false });
  return { value, model: reply.model, cutOff: false };
}

/**
 * Whether a passage answers a query; 'unparsable' where no attempt gave one word. That is a verdict too: where the
 * attempts of an earlier start gave it, it stays and costs nothing more.
 * @throws as `Llm.ask`
 */
export async function askWhetherRelevant(asking: Asking, query: string, passage: string): Promise<YesNo> {
  const reply = await askUntil(
    asking,
    'verify',
    { query, passage },
    {
      worth: (given) => (verdictOf(given) === 'unparsable' ? 0 : 1),
      enough: 1,
      reminder: ANSWER_ALONE,
      storedCount: true,
    },
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

/** What a reply has to be. */
interface Wanted {
  readonly worth: (reply: StoredReply) => number;
  /** The worth at which no other reply is asked for. */
  readonly enough: number;
  /** Said when the same is asked again. */
  readonly reminder?: string;
  /** Whether replies that were there already count as attempts. */
  readonly storedCount?: boolean;
}

/**
 * Asks until the reply is worth enough, or often enough; gives the best, of equals the last. Replies that were there
 * already and are not worth enough are gone past, so that work that is gone on with asks for new ones.
 */
async function askUntil(
  asking: Asking,
  purpose: Purpose,
  values: Values,
  { worth, enough, reminder = '', storedCount = false }: Wanted,
): Promise<StoredReply> {
  const { llm, recipe, signal } = asking;
  const prompt = recipe.prompts[purpose];
  const messages = fillPrompt(prompt, values);
  let best: StoredReply | undefined;
  for (let attempt = 0, counted = 0; ; attempt++) {
    const ask: Ask = {
      purpose,
      promptVersion: promptVersion(prompt),
      messages: attempt === 0 ? messages : reminded(messages, reminder),
      temperature: temperatureFor(purpose, recipe.settings),
      maxTokens: recipe.settings.llmMaxTokens,
      attempt,
    };
    const reply = await llm.ask(ask, signal);
    if (best === undefined || worth(reply) >= worth(best)) best = reply;
    if (storedCount || !reply.cached) counted++;
    if (worth(best) >= enough || counted === ATTEMPTS) return best;
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
