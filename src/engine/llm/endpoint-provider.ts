import OpenAI from 'openai';
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import type { Ask, Reply } from '../../core/llm/llm';
import { ProviderFault, type Provider, type ProviderAccess } from '../../core/llm/provider';
import { adapt, type Dialect } from './dialect';
import { toProviderFault } from './endpoint-fault';
import { readReply, ReplyInParts } from './read-completion';

const NO_LIMIT =
  'The endpoint takes no limit for the length of a reply (max_tokens), so no budget can be kept: set the budget to 0 and limit the requests instead.';

/** An endpoint that speaks OpenAI's chat completions. Replies are streamed, so that one that was cut off is noticed. */
export function endpointProvider({ url, key, hasBudget }: ProviderAccess): Provider {
  const client = openClient(url, key.trim());
  const dialect: Dialect = { longest: 'max_tokens', temperature: true, usage: true };
  const hide = (text: string): string => withoutKey(text, key.trim());

  const complete = async (ask: Ask, model: string, signal: AbortSignal): Promise<Reply> => {
    for (let refused = 0; ; refused++) {
      const asked = { ...dialect };
      if (asked.longest === null && hasBudget) throw new ProviderFault('unavailable', NO_LIMIT);
      try {
        return await request(client, parametersOf(ask, model, asked), signal);
      } catch (error) {
        // What the endpoint refuses by name it is asked without, and from then on always.
        if (refused >= 4 || !(error instanceof OpenAI.BadRequestError)) throw error;
        if (!adapt(dialect, asked, error.message)) throw error;
      }
    }
  };
  const explained = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
    work.catch((error: unknown) => {
      signal.throwIfAborted();
      throw toProviderFault(error, hide);
    });
  return {
    complete: async (ask, model, signal) => {
      refuseUnusableKey(key.trim());
      const reply = await explained(complete(ask, model, signal), signal);
      return { ...reply, text: hide(reply.text), model: hide(reply.model) };
    },
    models: async (signal) => {
      refuseUnusableKey(key.trim());
      const list = await explained(listModels(client, signal), signal);
      return list.map(hide);
    },
    close: () => undefined,
  };
}

function openClient(baseURL: string, key: string): OpenAI {
  return new OpenAI({
    baseURL,
    apiKey: key === '' ? 'none' : key,
    // The queue has retries and the time limit.
    maxRetries: 0,
    timeout: 86_400_000,
    // The key is the user's own, in their own browser.
    dangerouslyAllowBrowser: true,
    logLevel: 'off',
    fetch: (address, init) => {
      const headers = new Headers(init?.headers);
      // Endpoints on one's own machine let pages in with few headers; these only tell the client's make.
      for (const name of [...headers.keys()]) if (name.startsWith('x-stainless-')) headers.delete(name);
      if (key === '') headers.delete('authorization');
      return fetch(address, { ...init, headers, credentials: 'omit', referrerPolicy: 'no-referrer' });
    },
  });
}

async function request(
  client: OpenAI,
  parameters: ChatCompletionCreateParamsStreaming,
  signal: AbortSignal,
): Promise<Reply> {
  const { data: stream, response } = await client.chat.completions
    .create(parameters, { signal })
    .withResponse();
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/html'))
    throw new ProviderFault('address', 'it sent a web page', { status: response.status });
  // Some endpoints never stream.
  if (type.includes('application/json')) return readReply(await readBody(response), parameters);
  return readStream(stream, parameters);
}

/** @throws ProviderFault for a body that stops before its end; APIError for one that is an error */
async function readBody(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch(() => {
    throw new ProviderFault('cut', '');
  });
  if (typeof body !== 'object' || body === null || !('error' in body) || 'choices' in body) return body;
  const { error } = body;
  const said = typeof error === 'string' ? { message: error } : (error ?? undefined);
  throw new OpenAI.APIError(undefined, said, undefined, response.headers); // as the client does within a stream
}

/** @throws ProviderFault for a stream that stops before it says why */
async function readStream(
  stream: AsyncIterable<ChatCompletionChunk>,
  parameters: ChatCompletionCreateParamsStreaming,
): Promise<Reply> {
  const parts = new ReplyInParts();
  try {
    for await (const chunk of stream) parts.add(chunk);
  } catch (error) {
    // An error that the endpoint sends within the stream has its words; any other is the connection's.
    if (error instanceof OpenAI.APIError && !(error instanceof OpenAI.APIConnectionError)) throw error;
    throw new ProviderFault('cut', '');
  }
  return parts.whole(parameters);
}

async function listModels(client: OpenAI, signal: AbortSignal): Promise<string[]> {
  const answer: unknown = await client.models.list({ signal });
  const data: unknown =
    typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null;
  if (!Array.isArray(data)) throw new ProviderFault('address', 'it lists no models');
  return data.flatMap((model: unknown) =>
    typeof model === 'object' && model !== null && 'id' in model && typeof model.id === 'string'
      ? [model.id]
      : [],
  );
}

function parametersOf(ask: Ask, model: string, dialect: Dialect): ChatCompletionCreateParamsStreaming {
  return {
    model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    stream: true,
    ...(dialect.longest === null ? {} : { [dialect.longest]: ask.maxTokens }),
    ...(dialect.temperature ? { temperature: ask.temperature } : {}),
    ...(dialect.usage ? { stream_options: { include_usage: true } } : {}),
  };
}

function refuseUnusableKey(key: string): void {
  // It travels in a header, which holds nothing else.
  if (!/^[\x21-\x7e]*$/.test(key))
    throw new ProviderFault('key', 'The key holds a space, a line break or a letter that no key has.');
}

/** Some endpoints send the key back in their complaints. */
function withoutKey(text: string, key: string): string {
  return key.length < 6 ? text : text.replaceAll(key, '(the key)');
}
