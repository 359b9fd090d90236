import type { Ask, Reply } from './llm';
import {
  ProviderFault,
  type FromProvider,
  type Provider,
  type ProviderProgress,
  type ToProvider,
} from './provider';
import { unlessAborted } from './replies';

/** The way to a provider that runs elsewhere. */
export interface ProviderLink {
  send(message: ToProvider): void;
  close(): void;
}

/** Of all: a port may lead from one after the other, and must not take an answer to the first for one to the second. */
let lastId = 0;

interface Pending {
  settle(message: FromProvider): void;
  fail(fault: ProviderFault): void;
}

/** A provider behind a link, which hands `hear` and `break` what comes from there. */
export class RemoteProvider implements Provider {
  readonly #pending = new Map<number, Pending>();
  readonly #onProgress: (progress: ProviderProgress) => void;
  #link: ProviderLink | null = null;
  #broken: ProviderFault | null = null;

  constructor(onProgress: (progress: ProviderProgress) => void = () => undefined) {
    this.#onProgress = onProgress;
  }

  connect(link: ProviderLink): this {
    this.#link = link;
    return this;
  }

  /** A message from there. */
  hear(message: FromProvider): void {
    if ('progress' in message) this.#onProgress(message.progress);
    else this.#pending.get(message.id)?.settle(message);
  }

  /** Nothing more comes from there. */
  break(reason: string): void {
    this.#broken = new ProviderFault('unavailable', reason);
    for (const { fail } of this.#pending.values()) fail(this.#broken);
  }

  complete(ask: Ask, model: string, signal: AbortSignal): Promise<Reply> {
    return this.#call(
      (id) => ({ id, ask, model }),
      (message) => ('reply' in message ? message.reply : undefined),
      signal,
    );
  }

  models(signal: AbortSignal): Promise<readonly string[]> {
    return this.#call(
      (id) => ({ id, list: 'models' }),
      (message) => ('models' in message ? message.models : undefined),
      signal,
    );
  }

  close(): void {
    this.#link?.close();
    this.break('The language model was closed.');
  }

  async #call<T>(
    message: (id: number) => ToProvider,
    read: (message: FromProvider) => T | undefined,
    signal: AbortSignal,
  ): Promise<T> {
    if (this.#broken !== null) throw this.#broken;
    const id = ++lastId;
    const answer = new Promise<T>((resolve, reject) => {
      this.#pending.set(id, {
        fail: reject,
        settle: (answered) => {
          const value = read(answered);
          if (value !== undefined) resolve(value);
          else reject(faultOf(answered));
        },
      });
    });
    this.#link?.send(message(id));
    try {
      return await unlessAborted(answer, signal);
    } catch (error) {
      if (signal.aborted) this.#link?.send({ abort: id });
      throw error;
    } finally {
      this.#pending.delete(id);
    }
  }
}

function faultOf(message: FromProvider): ProviderFault {
  if (!('fault' in message)) return new ProviderFault('unavailable', 'The language model gave no answer.');
  const { kind, message: words, status, retryAfter } = message.fault;
  return new ProviderFault(kind, words, { status, retryAfter });
}
