import { unlessAborted } from './replies';

/** Lets a limited number of requests go at once, in the order in which they came, and all of them wait when told to. */
export class Turns {
  readonly #most: number;
  #busy = 0;
  #waiting: (() => void)[] = [];
  #until = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Waits for a place; call the function it gives when done. @throws the signal's reason */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#busy >= this.#most) await this.#queue(signal);
    else this.#busy++;
    let held = true;
    return () => {
      if (held) this.#free();
      held = false;
    };
  }

  /** Nobody goes on before so many milliseconds are over. */
  holdAll(milliseconds: number): void {
    this.#until = Math.max(this.#until, Date.now() + milliseconds);
  }

  /** Waits for as long as all must. @throws the signal's reason */
  async clear(signal: AbortSignal): Promise<void> {
    for (let left = this.#until - Date.now(); left > 0; left = this.#until - Date.now())
      await sleep(left, signal);
    signal.throwIfAborted();
  }

  async #queue(signal: AbortSignal): Promise<void> {
    let turn = (): void => undefined;
    const mine = new Promise<void>((resolve) => {
      turn = resolve;
      this.#waiting.push(turn);
    });
    try {
      await unlessAborted(mine, signal);
    } catch (error) {
      const waited = this.#waiting.indexOf(turn);
      if (waited >= 0) this.#waiting.splice(waited, 1);
      else this.#free(); // the place came in the same moment
      throw error;
    }
  }

  /** The place goes to the next in line. */
  #free(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy--;
    else next();
  }
}

/** @throws the signal's reason when it is aborted before the time is over */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: unknown;
  try {
    await unlessAborted(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer as ReturnType<typeof setTimeout>); // what setTimeout gave, whatever it is on this platform
  }
}
