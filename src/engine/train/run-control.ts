/** How the page steers a run: pause, resume, stop and keep best. Cancelling is the call's abort signal. */
export class RunControl {
  #paused = false;
  #stopped = false;
  #wake: (() => void) | undefined;
  readonly #signal: AbortSignal;
  readonly #onState: (state: 'running' | 'paused' | 'stopping') => void;

  constructor(signal: AbortSignal, onState: (state: 'running' | 'paused' | 'stopping') => void) {
    this.#signal = signal;
    this.#onState = onState;
    signal.addEventListener('abort', () => this.#wake?.());
  }

  get state(): 'running' | 'paused' | 'stopping' {
    if (this.#stopped) return 'stopping';
    return this.#paused ? 'paused' : 'running';
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  act(action: 'pause' | 'resume' | 'stop'): void {
    if (this.#stopped) return;
    this.#paused = action === 'pause';
    this.#stopped = action === 'stop';
    this.#onState(this.state);
    if (action !== 'pause') this.#wake?.();
  }

  /** Waits while paused. @throws the signal's reason when the run was cancelled. */
  async checkpoint(): Promise<void> {
    this.#signal.throwIfAborted();
    while (this.#paused) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#signal.throwIfAborted();
    }
  }
}
