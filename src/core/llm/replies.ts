import type { StoredReply } from './llm';

/** Replies that are kept, and those on their way to be. One for all models that are opened in a session. */
export interface Replies {
  read(hash: string): Promise<StoredReply | undefined>;
  /** Resolves when the reply is safe. */
  keep(reply: StoredReply): Promise<void>;
  /** By hash. */
  readonly arriving: Map<string, Arrival>;
}

/**
 * A reply that is looked up or asked for: whoever wants the same one waits for it, also when the model was opened anew in
 * between. It is given up when nobody waits any more, but a request that was sent already is waited for and its reply kept,
 * because it is paid for.
 */
export class Arrival {
  readonly #stop = new AbortController();
  readonly #reply: Promise<StoredReply>;
  #waiting = 0;

  /** @param obtain called at once; should end early when its signal is aborted, unless a request is under way */
  constructor(obtain: (wanted: AbortSignal) => Promise<StoredReply>) {
    this.#reply = obtain(this.#stop.signal);
    this.#reply.catch(() => undefined); // those who wait hear of it; there may be none
  }

  /** The reply; rejects with the signal's reason as soon as that is aborted. */
  async wait(signal: AbortSignal): Promise<StoredReply> {
    this.#waiting++;
    try {
      return await unlessAborted(this.#reply, signal);
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && signal.aborted) this.giveUp();
    }
  }

  /** Resolves when there is nothing more to come, with a reply or without. */
  get ended(): Promise<void> {
    return this.#reply.then(
      () => undefined,
      () => undefined,
    );
  }

  /** Nobody waits for it, so that it may end without a reply. */
  get givenUp(): boolean {
    return this.#stop.signal.aborted;
  }

  giveUp(): void {
    this.#stop.abort();
  }
}

/** The promise's outcome, or the signal's reason when it is aborted before. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
    signal.throwIfAborted();
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
