import type { Random } from '../random/random';
import { Budget, type Limits, type Reservation } from './budget';
import { LlmError, type Ask, type Llm, type LlmCounts, type Reply, type StoredReply } from './llm';
import { ProviderFault, type Provider } from './provider';
import { Arrival, type Replies } from './replies';
import { backoff } from './retry-delay';
import { TimeLimit } from './time-limit';
import { sleep, Turns } from './turns';

export interface QueueOptions {
  readonly provider: Provider;
  /** As replies are marked with it. */
  readonly providerName: string;
  readonly model: string;
  readonly replies: Replies;
  /** Under what a reply is kept: of endpoint, model and ask. */
  readonly hashOf: (ask: Ask) => Promise<string>;
  /** A fault in words for people. */
  readonly explain: (fault: ProviderFault) => Promise<string>;
  readonly limits: Limits;
  readonly concurrency: number;
  /** For one request. */
  readonly timeoutSeconds: number;
  readonly retries: number;
  /** Of the pauses. */
  readonly random: Random;
}

/** Faults that another try may not have. */
const PASSING = new Set(['network', 'timeout', 'cut', 'busy']);
/** Faults that every other ask would have, too. */
const LASTING = new Set(['network', 'quota', 'key', 'model', 'address', 'unavailable']);
/** Retries of a connection that never worked: it is wrong rather than disturbed. */
const RETRIES_BEFORE_FIRST = 2;

/**
 * A model behind a queue: so many requests at once, tries again after growing pauses, stops at its limits. Every reply is
 * kept before it is handed on, and the same ask is sent once however often it is made.
 */
export class QueuedLlm implements Llm {
  readonly #options: QueueOptions;
  readonly #budget: Budget;
  readonly #turns: Turns;
  /** What this one asked for, and of it what is still open. */
  readonly #own = new WeakSet<Arrival>();
  readonly #open = new Set<Arrival>();
  readonly #counts = { replies: 0, cached: 0, retries: 0, failed: 0, promptTokens: 0, completionTokens: 0 };
  /** Of the requests under way. */
  readonly #sent = new Set<TimeLimit>();
  #closed = false;
  /** Asks that failed since the last reply. */
  #failedInRow = 0;
  /** What every further ask fails with. */
  #lasting: LlmError | null = null;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#budget = new Budget(options.limits);
    this.#turns = new Turns(options.concurrency);
  }

  get counts(): LlmCounts {
    return { ...this.#counts, cost: this.#budget.spent };
  }

  async ask(ask: Ask, signal: AbortSignal): Promise<StoredReply> {
    signal.throwIfAborted();
    const { replies } = this.#options;
    const hash = await this.#options.hashOf(ask);
    for (;;) {
      signal.throwIfAborted();
      if (this.#closed) throw new Error('The language model was closed.');
      const others = replies.arriving.get(hash);
      const arrival = others ?? this.#begin(hash, ask);
      try {
        const reply = await arrival.wait(signal);
        const cached = reply.cached || others !== undefined;
        if (cached) this.#counts.cached++;
        return { ...reply, ask, cached };
      } catch (error) {
        // One that was given up, or that another model had asked for in its own way: this one asks for itself.
        if (signal.aborted || (this.#own.has(arrival) && !arrival.givenUp)) throw error;
      }
    }
  }

  /** Requests under way are waited for and their replies kept; then the provider is closed. Resolves after that. */
  async close(): Promise<void> {
    this.#closed = true;
    const open = [...this.#open];
    for (const arrival of open) arrival.giveUp();
    this.#closeWhenDone();
    await Promise.all(open.map(({ ended }) => ended));
  }

  /** The provider is still preparing, such as fetching a model: that does not count as time to answer. */
  prepares(): void {
    for (const limit of this.#sent) limit.restart();
  }

  #begin(hash: string, ask: Ask): Arrival {
    const { arriving } = this.#options.replies;
    const arrival = new Arrival(async (wanted) => {
      try {
        const stored = await this.#options.replies.read(hash);
        return stored === undefined ? await this.#obtain(hash, ask, wanted) : { ...stored, cached: true };
      } finally {
        arriving.delete(hash);
        this.#open.delete(arrival);
      }
    });
    arriving.set(hash, arrival);
    this.#own.add(arrival);
    this.#open.add(arrival);
    return arrival;
  }

  async #obtain(hash: string, ask: Ask, wanted: AbortSignal): Promise<StoredReply> {
    const free = await this.#turns.take(wanted);
    try {
      const reservation = await this.#budget.reserve(ask);
      const reply = await this.#send(ask, reservation, wanted).catch((error: unknown) => {
        this.#budget.settle(reservation, null);
        throw error;
      });
      this.#book(reply, reservation);
      return await this.#keep({
        ...reply,
        hash,
        ask,
        provider: this.#options.providerName,
        askedModel: this.#options.model,
        at: new Date().toISOString(),
        cached: false,
      });
    } finally {
      free();
    }
  }

  /** Sends an ask until a reply comes or there is no hope. */
  async #send(ask: Ask, reservation: Reservation, wanted: AbortSignal): Promise<Reply> {
    for (let tries = 1; ; tries++) {
      await this.#turns.clear(wanted);
      if (this.#lasting !== null) throw this.#lasting;
      try {
        return await this.#request(ask);
      } catch (error) {
        if (!(error instanceof ProviderFault)) throw error;
        // The provider has worked on these, and may have counted what nobody got to read.
        if (error.kind === 'timeout' || error.kind === 'cut') this.#budget.charge(reservation.worst);
        if (!this.#mayRetry(error, tries)) throw await this.#failure(error);
        wanted.throwIfAborted();
        this.#counts.retries++;
        await this.#waitAfter(error, tries, wanted);
      }
    }
  }

  #mayRetry({ kind }: ProviderFault, tries: number): boolean {
    const { retries } = this.#options;
    const firstFails = kind === 'network' && this.#counts.replies === 0;
    const allowed = firstFails ? Math.min(retries, RETRIES_BEFORE_FIRST) : retries;
    return PASSING.has(kind) && tries <= allowed && this.#budget.affordsAgain();
  }

  /** A provider that is asked too much is left alone by all requests, not by the one that it told so. */
  async #waitAfter(fault: ProviderFault, tries: number, wanted: AbortSignal): Promise<void> {
    const own = backoff(tries, this.#options.random);
    const everybody = fault.status === 429 || fault.retryAfter !== null;
    if (everybody) this.#turns.holdAll(fault.retryAfter ?? own);
    else await sleep(own, wanted);
  }

  async #failure(fault: ProviderFault): Promise<LlmError> {
    this.#counts.failed++;
    this.#failedInRow++;
    const hopeless = this.#failedInRow > 2 * this.#options.concurrency + 2;
    const error = new LlmError(await this.#options.explain(fault), {
      all: LASTING.has(fault.kind) || hopeless,
      cause: fault,
    });
    if (LASTING.has(fault.kind)) this.#lasting ??= error;
    return error;
  }

  /** One request, ended after the time it may take. Whoever waits may leave, it goes on: it is paid for. */
  async #request(ask: Ask): Promise<Reply> {
    const { provider, model, timeoutSeconds } = this.#options;
    const limit = new TimeLimit(timeoutSeconds);
    this.#sent.add(limit);
    try {
      return await provider.complete(ask, model, limit.signal);
    } catch (error) {
      throw limit.signal.aborted ? new ProviderFault('timeout', '') : error;
    } finally {
      limit.end();
      this.#sent.delete(limit);
      this.#closeWhenDone();
    }
  }

  #book(reply: Reply, reservation: Reservation): void {
    this.#failedInRow = 0;
    this.#counts.replies++;
    this.#counts.promptTokens += reply.promptTokens;
    this.#counts.completionTokens += reply.completionTokens;
    this.#budget.settle(reservation, reply);
  }

  async #keep(reply: StoredReply): Promise<StoredReply> {
    try {
      await this.#options.replies.keep(reply);
      return reply;
    } catch (cause) {
      this.#lasting = new LlmError(
        `A reply came but could not be stored in this browser (${String(cause)}), so no more are asked for. Free some space on the disk, or leave the private window.`,
        { all: true, cause },
      );
      throw this.#lasting;
    }
  }

  #closeWhenDone(): void {
    if (this.#closed && this.#sent.size === 0) this.#options.provider.close();
  }
}
