import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import { estimateTokens } from '../../core/llm/count-tokens';
import type { Reply } from '../../core/llm/llm';
import { ProviderFault } from '../../core/llm/provider';

interface Usage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
}

/** A reply as it comes, piece by piece. */
export class ReplyInParts {
  #text = '';
  #refusal = '';
  #finish: string | null = null;
  #model = '';
  #usage: Usage | null = null;

  add({ choices, model, usage }: Partial<ChatCompletionChunk>): void {
    const [choice] = choices ?? []; // endpoints leave out what the types promise
    this.#text += choice?.delta.content ?? '';
    this.#refusal += choice?.delta.refusal ?? '';
    this.#finish = choice?.finish_reason ?? this.#finish;
    if (typeof model === 'string' && model !== '') this.#model = model;
    this.#usage = usage ?? this.#usage;
  }

  /** @throws ProviderFault when the end is missing */
  whole(asked: ChatCompletionCreateParamsStreaming): Reply {
    if (this.#finish === null) throw new ProviderFault('cut', '');
    return toReply(
      {
        text: this.#text,
        refusal: this.#refusal,
        finish: this.#finish,
        model: this.#model,
        usage: this.#usage,
      },
      asked,
    );
  }
}

/** A reply that came in one piece. @throws ProviderFault for anything else */
export function readReply(body: unknown, asked: ChatCompletionCreateParamsStreaming): Reply {
  const completion = body as Partial<ChatCompletion> | null; // read with care: every part may be missing
  const [choice] = completion?.choices ?? [];
  if (choice === undefined) throw new ProviderFault('address', 'it sent no reply');
  return toReply(
    {
      text: choice.message.content ?? '',
      refusal: choice.message.refusal ?? '',
      finish: choice.finish_reason,
      model: completion?.model ?? '',
      usage: completion?.usage ?? null,
    },
    asked,
  );
}

function toReply(
  given: { text: string; refusal: string; finish: string; model: string; usage: Usage | null },
  asked: ChatCompletionCreateParamsStreaming,
): Reply {
  const { text, refusal, finish, usage } = given;
  const prompt = asked.messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
  return {
    text: refusal === '' ? text : refusal,
    finish:
      refusal !== '' || finish === 'content_filter' ? 'filter' : finish === 'length' ? 'length' : 'stop',
    model: given.model === '' ? asked.model : given.model,
    promptTokens: usage?.prompt_tokens ?? estimateTokens(prompt),
    completionTokens: usage?.completion_tokens ?? estimateTokens(text),
  };
}
