import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../random/random';
import { BudgetReached, LlmError, type Ask, type Reply, type StoredReply } from './llm';
import { costOf } from './prices';
import { ProviderFault, type Provider } from './provider';
import { QueuedLlm, type QueueOptions } from './queued-llm';
import type { Arrival, Replies } from './replies';

const NEVER = new AbortController().signal;
const PRICES = { in: 3, out: 15 };

function askOf(words: string, maxTokens = 100): Ask {
  const messages = [{ role: 'user' as const, content: words }];
  return { purpose: 'cot', promptVersion: 'v1', messages, temperature: 0, maxTokens, attempt: 0 };
}

function memoryReplies(): Replies & { readonly stored: Map<string, StoredReply> } {
  const stored = new Map<string, StoredReply>();
  return {
    stored,
    arriving: new Map<string, Arrival>(),
    read: (hash) => Promise.resolve(stored.get(hash)),
    keep: (reply) => Promise.resolve(void stored.set(reply.hash, reply)),
  };
}

function queue(
  complete: (ask: Ask, signal: AbortSignal) => Promise<Reply>,
  more: Partial<QueueOptions> = {},
): { readonly llm: QueuedLlm; readonly replies: ReturnType<typeof memoryReplies> } {
  const provider: Provider = {
    complete: (ask, _, signal) => complete(ask, signal),
    models: () => Promise.resolve([]),
    close: () => undefined,
  };
  const replies = memoryReplies();
  const llm = new QueuedLlm({
    provider,
    providerName: 'test',
    model: 'm',
    replies,
    hashOf: (ask) => Promise.resolve(ask.messages[0]?.content ?? ''),
    explain: (fault) => Promise.resolve(fault.kind),
    limits: { cost: 0, requests: 0, prices: PRICES },
    concurrency: 4,
    timeoutSeconds: 10,
    retries: 0,
    random: createRandom(1),
    ...more,
  });
  return { llm, replies };
}

const replyOf = (promptTokens: number, completionTokens: number): Reply => ({
  text: 'x',
  finish: 'stop',
  model: 'm',
  promptTokens,
  completionTokens,
});

describe('the budget', () => {
  it('is never exceeded, whatever the replies cost, and used as far as it goes (seed 5)', async () => {
    const random = createRandom(5);
    const cost = 0.02;
    const { llm, replies } = queue(
      async ({ messages, maxTokens }) => {
        await new Promise((resolve) => setTimeout(resolve, random.int(4)));
        return replyOf(
          Math.ceil((messages[0]?.content.length ?? 0) * random.next()),
          random.int(maxTokens + 1),
        );
      },
      { limits: { cost, requests: 0, prices: PRICES } },
    );
    const asks = Array.from({ length: 60 }, (_, i) => askOf(`${i} ${'word '.repeat(random.int(40))}`));
    const outcomes = await Promise.allSettled(asks.map((ask) => llm.ask(ask, NEVER)));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(5);
    for (const each of refused) expect('reason' in each && each.reason).toBeInstanceOf(BudgetReached);
    const spent = [...replies.stored.values()].reduce((sum, reply) => sum + costOf(reply, PRICES), 0);
    expect(llm.counts.cost).toBeCloseTo(spent, 12);
    expect(spent).toBeLessThanOrEqual(cost);
    expect(spent).toBeGreaterThan(cost * 0.8);
    expect(replies.stored.size).toBe(60 - refused.length);
  });

  it('says what one request could cost where nothing was spent and even that is too much', async () => {
    const limits = { cost: 0.001, requests: 0, prices: PRICES };
    const { llm } = queue(() => Promise.resolve(replyOf(1, 1)), { limits });
    await expect(llm.ask(askOf('four'), NEVER)).rejects.toThrow(
      'One request could cost up to 0.0016, more than the whole budget of 0.001: raise the budget, or lower "Longest reply".',
    );
    await llm.ask(askOf('four', 10), NEVER);
    await expect(llm.ask(askOf('five'), NEVER)).rejects.toThrow(
      'The budget is used up: 0.0000180 of 0.001 is spent, and another request could cost up to 0.0016.',
    );
  });

  it('counts what may have been written before a reply was cut off', async () => {
    const { llm } = queue(() => Promise.reject(new ProviderFault('cut', '')));
    await expect(llm.ask(askOf('four'), NEVER)).rejects.toBeInstanceOf(LlmError);
    expect(llm.counts.cost).toBeCloseTo(costOf({ promptTokens: 20, completionTokens: 100 }, PRICES), 12);
  });
});

describe('the time limit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const faultOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'answered',
      (error: unknown) => (error instanceof LlmError ? error.message : error),
    );
  /** Answers when told to, or fails with the limit's reason. */
  function slowQueue() {
    let answer = (): void => undefined;
    const { llm } = queue(
      (_, signal) =>
        new Promise((resolve, reject) => {
          answer = () => {
            resolve(replyOf(1, 1));
          };
          signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        }),
    );
    return {
      llm,
      answer: () => {
        answer();
      },
    };
  }

  it('ends a request', async () => {
    const outcome = faultOf(slowQueue().llm.ask(askOf('a'), NEVER));
    await vi.advanceTimersByTimeAsync(10_001);
    expect(await outcome).toBe('timeout');
  });

  it('begins anew while the provider prepares', async () => {
    const { llm, answer } = slowQueue();
    const outcome = faultOf(llm.ask(askOf('a'), NEVER));
    for (let part = 0; part < 5; part++) {
      await vi.advanceTimersByTimeAsync(9000);
      llm.prepares();
    }
    await vi.advanceTimersByTimeAsync(9000);
    answer();
    expect(await outcome).toBe('answered');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the queue', () => {
  it('fails for good after its retries, one ask alone', async () => {
    let sent = 0;
    const { llm } = queue(
      () => {
        sent++;
        return Promise.reject(new ProviderFault('busy', '', { retryAfter: 0 }));
      },
      { retries: 3 },
    );
    const error: unknown = await llm.ask(askOf('a'), NEVER).catch((reason: unknown) => reason);
    expect([sent, error instanceof LlmError && error.all, llm.counts.retries, llm.counts.failed]).toEqual([
      4,
      false,
      3,
      1,
    ]);
  });

  it('gives up on everything once ask after ask has failed', async () => {
    const { llm } = queue(() => Promise.reject(new ProviderFault('busy', '')), { concurrency: 1 });
    const all: boolean[] = [];
    for (let i = 0; i < 5; i++)
      await llm
        .ask(askOf(String(i)), NEVER)
        .catch((error: unknown) => all.push(error instanceof LlmError && error.all));
    expect(all).toEqual([false, false, false, false, true]);
  });

  it('asks for no more when a reply cannot be stored', async () => {
    let sent = 0;
    const full = { ...memoryReplies(), keep: () => Promise.reject(new Error('QuotaExceededError')) };
    const { llm } = queue(() => Promise.resolve(replyOf(1, ++sent)), { replies: full });
    for (const words of ['a', 'b'])
      await expect(llm.ask(askOf(words), NEVER)).rejects.toThrow(/could not be stored.*QuotaExceededError/);
    expect(sent).toBe(1);
  });

  it('does not send what was cancelled before its turn', async () => {
    const sent: string[] = [];
    const { llm } = queue(
      async ({ messages }) => {
        sent.push(messages[0]?.content ?? '');
        await new Promise((resolve) => setTimeout(resolve, 20));
        return replyOf(1, 1);
      },
      { concurrency: 1 },
    );
    const stop = new AbortController();
    const first = llm.ask(askOf('first'), NEVER);
    const second = llm.ask(askOf('second'), stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await first;
    await llm.ask(askOf('third'), NEVER);
    expect(sent).toEqual(['first', 'third']);
  });
});
