import { BudgetReached, LlmError, type Ask, type Llm, type StoredReply } from '../../llm/llm';

/** What a fake model does with an ask: its text, or a failure. */
export type Answer = (ask: Ask, time: number) => string | Error | Promise<string | Error>;

/** A language model for tests, with a memory like the real one's: the same ask is answered once. */
export class FakeLlm implements Llm {
  /** Every ask that was not answered before, in order. */
  readonly asked: Ask[] = [];
  readonly #answer: Answer;
  readonly #stored: Map<string, StoredReply>;
  #cached = 0;

  /** `stored` may be shared, as the browser's storage is by one page and the next. */
  constructor(answer: Answer = plainAnswer, stored = new Map<string, StoredReply>()) {
    this.#answer = answer;
    this.#stored = stored;
  }

  get counts() {
    const none = { retries: 0, failed: 0, promptTokens: 0, completionTokens: 0, cost: 0 };
    return { replies: this.asked.length, cached: this.#cached, ...none };
  }

  async ask(ask: Ask, signal: AbortSignal): Promise<StoredReply> {
    signal.throwIfAborted();
    const hash = JSON.stringify([ask.messages, ask.temperature, ask.maxTokens, ask.attempt]);
    const known = this.#stored.get(hash);
    if (known !== undefined) {
      this.#cached++;
      return { ...known, cached: true };
    }
    this.asked.push(ask);
    const text = await this.#answer(ask, this.asked.length);
    if (text instanceof Error) throw text;
    const reply: StoredReply = {
      ...{ text, finish: 'stop', model: 'fake-1', promptTokens: 1, completionTokens: 1 },
      ...{ hash, ask, provider: 'fake', askedModel: 'fake', at: '2026-01-01T00:00:00Z', cached: false },
    };
    this.#stored.set(hash, reply);
    // Paid for and kept even where nobody waits for it any more.
    signal.throwIfAborted();
    return reply;
  }

  close(): Promise<void> {
    return Promise.resolve(); // nothing is open
  }
}

/** A plain reply to each purpose, with some of the prompt in it so that different asks get different replies. */
export function plainAnswer({ purpose, messages, attempt }: Ask): string {
  const prompt = messages.at(-1)?.content ?? '';
  const about = /(?:Query|Document):\s*(.{0,60})/u.exec(prompt)?.[1] ?? prompt.slice(-40);
  const count = Number(/Write (\d+)/.exec(prompt)?.[1] ?? 1);
  switch (purpose) {
    case 'verify':
      return /looks right/.test(prompt) ? 'no' : 'yes';
    case 'compare':
      return 'tie';
    case 'queries':
    case 'paraphrase':
      return Array.from({ length: count }, (_, at) => `what about ${about} number ${at}`).join('\n');
    case 'translate':
      return `translated ${about}`;
    case 'negative':
      return `A passage that looks right and says nothing of use on ${about} at all ${attempt}`;
    case 'positive':
    case 'cot':
      return `This is the ${purpose} that answers what was asked about ${about} in enough words`;
  }
}

export const OVER_BUDGET = new BudgetReached('The budget is used up.');
export const REFUSED = new LlmError('The endpoint refused this one.', { all: false });
export const WRONG_KEY = new LlmError('The key is wrong.', { all: true });
