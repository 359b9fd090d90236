/** Weight of the newest step in the moving averages. */
const NEWEST = 0.2;

/** How fast a run goes: tokens a second and the time left, measurements of the curve included. */
export class Pace {
  #ended = 0;
  #tokens = 0;
  #seconds = 0;
  #beside = 0;
  #steps = 0;
  #recentSeconds = 0;
  #recentTokens = 0;

  /** A step is over that was begun at `started`, perhaps while the one before was still under way. */
  stop(tokens: number, started: number): void {
    const now = performance.now();
    const seconds = (now - Math.max(started, this.#ended)) / 1000;
    this.#ended = now;
    this.#steps++;
    this.#tokens += tokens;
    this.#seconds += seconds;
    const share = this.#steps === 1 ? 1 : NEWEST;
    this.#recentSeconds += (seconds - this.#recentSeconds) * share;
    this.#recentTokens += (tokens - this.#recentTokens) * share;
  }

  /** Runs work that is not training but takes time from the run. */
  async besides<T>(work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.#beside += (performance.now() - started) / 1000;
    return result;
  }

  /** Tokens a second, moving average over the last steps. */
  get recent(): number {
    return this.#recentTokens / Math.max(1e-9, this.#recentSeconds);
  }

  /** Tokens a second over all steps. */
  get overall(): number {
    return this.#tokens / Math.max(1e-9, this.#seconds);
  }

  secondsLeft(steps: number): number {
    return steps * (this.#recentSeconds + this.#beside / Math.max(1, this.#steps));
  }
}
