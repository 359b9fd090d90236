/** The time that a request may take: its signal is aborted when that is over, unless it was begun anew or ended before. */
export class TimeLimit {
  readonly #stop = new AbortController();
  readonly #milliseconds: number;
  #timer: unknown;

  constructor(seconds: number) {
    this.#milliseconds = seconds * 1000;
    this.restart();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The whole time again: what came before was preparation, such as fetching a model. */
  restart(): void {
    this.end();
    this.#timer = setTimeout(() => {
      this.#stop.abort();
    }, this.#milliseconds);
  }

  end(): void {
    clearTimeout(this.#timer as ReturnType<typeof setTimeout>); // what setTimeout gave, whatever it is on this platform
  }
}
