import type { ServerResponse } from 'node:http';
import type { Behaviour, OpenRoom } from './llm-room.ts';
import { allow, sendJson } from './llm-http.ts';
import type { WriterMessage } from './llm-writer.ts';

interface Asked {
  readonly model?: string;
  readonly messages?: readonly WriterMessage[];
  readonly stream?: boolean;
  readonly max_tokens?: number;
  readonly stream_options?: { readonly include_usage?: boolean };
}

interface Completion {
  readonly response: ServerResponse;
  readonly asked: Asked;
  readonly text: string;
  /** Of the reply: as the endpoint names its model. */
  readonly model: string;
}

/** Answers a request for a completion in the way that the room has for it. */
export function sendCompletion(
  response: ServerResponse,
  room: OpenRoom,
  body: unknown,
  write: (messages: readonly WriterMessage[]) => string,
): void {
  const asked = body as Asked; // what a client sends; every part may be missing
  const refused = room.room.refused?.find((name) => Object.hasOwn(asked, name));
  if (refused !== undefined) {
    sendJson(response, { error: { message: `Unsupported parameter: '${refused}'.`, param: refused } }, 400);
    return;
  }
  const { model = '', messages = [], max_tokens: longest = 0 } = asked;
  const { mostTokens = Infinity } = room.room;
  if (longest > mostTokens) {
    const message = `max_tokens is too large: ${longest}. This model supports at most ${mostTokens} tokens.`;
    sendJson(response, { error: { message, param: 'max_tokens' } }, 400);
    return;
  }
  if (!room.models.includes(model)) {
    const message = `The model \`${model}\` does not exist.`;
    sendJson(response, { error: { message, code: 'model_not_found' } }, 404);
    return;
  }
  const behaviour = room.begin(body);
  response.once('close', () => {
    room.end();
  });
  const done = (): void => {
    // Whole, so that somebody would have paid for it.
    if (!BROKEN.has(behaviour)) response.once('finish', () => room.answered(JSON.stringify(messages)));
    behave(behaviour, { response, asked, text: write(messages), model }, room.room.retryAfter ?? '1');
  };
  setTimeout(done, room.room.delay ?? 0);
}

/** Ways in which no whole reply is given. */
const BROKEN: ReadonlySet<Behaviour> = new Set([
  ...([
    'limit',
    'limit-silent',
    'quota',
    'error-500',
    'error-503',
    'error-in-stream',
    'slow',
    'hang',
  ] as const),
  ...(['cut', 'cut-off', 'reset', 'unauthorised', 'html', 'no-json', 'error-body', 'no-cors'] as const),
]);

/** Status, words and code of plain refusals. */
const REFUSALS = {
  'limit-silent': [429, 'Too many requests.', ''],
  quota: [429, 'You exceeded your current quota.', 'insufficient_quota'],
  'error-500': [500, 'The server had an error.', ''],
  'error-503': [503, 'Overloaded.', ''],
  unauthorised: [401, 'Incorrect API key provided.', 'invalid_api_key'],
} as const satisfies Partial<Record<Behaviour, readonly [status: number, words: string, code: string]>>;

function behave(behaviour: Behaviour, completion: Completion, retryAfter: string): void {
  const { response, text } = completion;
  switch (behaviour) {
    case 'answer':
      return whole(completion, text);
    case 'plain':
      return plain(completion);
    case 'limit':
      response.setHeader('Retry-After', retryAfter);
      return fail(response, 429, 'Too many requests.');
    case 'limit-silent':
    case 'quota':
    case 'error-500':
    case 'error-503':
    case 'unauthorised':
      return refuse(response, REFUSALS[behaviour]);
    case 'error-in-stream':
      begin(completion);
      response.end(`data: ${JSON.stringify({ error: { message: 'The model crashed.' } })}\n\n`);
      return;
    case 'slow':
      begin(completion);
      return;
    case 'hang':
      return; // until the client hangs up
    case 'cut':
      begin(completion);
      response.end();
      return;
    case 'cut-off':
      begin(completion);
      setTimeout(() => response.destroy(), 5); // after the first words have left
      return;
    case 'reset':
      response.destroy();
      return;
    case 'refusal':
      return stream(completion, [{ delta: { refusal: 'I cannot help with that.' } }], 'stop');
    case 'filtered':
      return whole(completion, text.slice(0, 10), 'content_filter');
    case 'empty':
      return whole(completion, '');
    case 'length':
      return whole(completion, text.slice(0, 20), 'length');
    case 'malformed':
      return whole(completion, 'Well, that is hard to say.');
    case 'wrong-model':
      return whole({ ...completion, model: 'another-model' }, text);
    case 'html':
      return sendAs(response, 'text/html', '<!doctype html><html>Sign in</html>');
    case 'no-json':
      return sendAs(response, 'application/json', '{"choices": [');
    case 'error-body':
      return sendJson(response, { error: { message: 'The provider behind failed.' } });
    case 'no-cors':
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      return;
  }
}

function sendAs(response: ServerResponse, type: string, text: string): void {
  allow(response);
  response.writeHead(200, { 'Content-Type': type }).end(text);
}

function refuse(response: ServerResponse, [status, words, code]: readonly [number, string, string]): void {
  fail(response, status, words, code);
}

function fail(response: ServerResponse, status: number, message: string, code = ''): void {
  sendJson(response, { error: { message, code } }, status);
}

/** A reply in several pieces, with what was used where that was asked for. */
function whole(completion: Completion, text: string, finish = 'stop'): void {
  const pieces = text.match(/\S+\s*/g) ?? [];
  stream(
    completion,
    pieces.map((content) => ({ delta: { content } })),
    finish,
  );
}

function stream(completion: Completion, choices: readonly object[], finish: string): void {
  const { response, asked, model, text } = completion;
  openStream(response);
  for (const choice of choices)
    send(response, { model, choices: [{ index: 0, ...choice, finish_reason: null }] });
  send(response, { model, choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  if (asked.stream_options?.include_usage === true)
    send(response, { model, choices: [], usage: usage(asked, text) });
  response.end('data: [DONE]\n\n');
}

function plain({ response, asked, model, text }: Completion): void {
  const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
  sendJson(response, { model, choices, usage: usage(asked, text) });
}

/** The first words of a stream. */
function begin({ response, model, text }: Completion): void {
  openStream(response);
  const delta = { content: text.slice(0, 12) };
  send(response, { model, choices: [{ index: 0, delta, finish_reason: null }] });
}

function openStream(response: ServerResponse): void {
  allow(response);
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
}

function send(response: ServerResponse, chunk: object): void {
  response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', ...chunk })}\n\n`);
}

/** Five characters a token, so that it differs from an estimate. */
function usage({ messages = [] }: Asked, text: string): object {
  const prompt = messages.reduce((sum, { content }) => sum + content.length, 0);
  return { prompt_tokens: Math.ceil(prompt / 5), completion_tokens: Math.ceil(text.length / 5) };
}
