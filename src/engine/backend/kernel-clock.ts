/** What a kernel has cost since the clock was started. */
export interface KernelCost {
  readonly name: string;
  readonly calls: number;
  readonly milliseconds: number;
}

/** Adds up the time of every kernel of a backend that computes at once (WASM); stopped, it costs nothing. */
export class KernelClock {
  #costs: Map<string, { calls: number; milliseconds: number }> | null = null;

  /** Forgets what was counted and counts from now on. */
  start(): void {
    this.#costs = new Map();
  }

  /** Stops counting; the costs since the start, the largest first. */
  stop(): KernelCost[] {
    const costs = [...(this.#costs ?? [])].map(([name, cost]) => ({ name, ...cost }));
    this.#costs = null;
    return costs.sort((a, b) => b.milliseconds - a.milliseconds);
  }

  /** Runs a kernel; kernels that it calls in turn count as part of it. */
  time<T>(name: string, kernel: () => T): T {
    const costs = this.#costs;
    if (costs === null) return kernel();
    const start = performance.now();
    try {
      return kernel();
    } finally {
      const cost = costs.get(name) ?? { calls: 0, milliseconds: 0 };
      cost.calls++;
      cost.milliseconds += performance.now() - start;
      costs.set(name, cost);
    }
  }
}
