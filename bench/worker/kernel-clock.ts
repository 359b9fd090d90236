import * as tf from '@tensorflow/tfjs';
import type { Part } from '../api';

interface Sum {
  calls: number;
  ms: number;
}

/** Times the kernels of a backend that computes at once (not WebGPU), from outside, by wrapping each. */
export class KernelClock {
  readonly #sums = new Map<string, Sum>();
  /** Milliseconds of the kernels that the running one called, one entry a level. */
  readonly #inner: number[] = [];

  constructor(backendName: string) {
    for (const kernel of tf.getKernelsForBackend(backendName)) {
      tf.unregisterKernel(kernel.kernelName, backendName);
      tf.registerKernel({ ...kernel, kernelFunc: this.timed(kernel.kernelName, kernel.kernelFunc) });
    }
  }

  /** What ran outside of kernels comes last, as "between kernels". */
  async measure(work: () => Promise<unknown>): Promise<Part[]> {
    this.#sums.clear();
    const start = performance.now();
    await work();
    const total = performance.now() - start;
    const parts = [...this.#sums].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => b.ms - a.ms);
    const inside = parts.reduce((sum, { ms }) => sum + ms, 0);
    return [...parts, { name: 'between kernels', calls: 1, ms: total - inside }];
  }

  /** The same function, timed under a name; what it spends in other timed functions is theirs. */
  timed<A extends unknown[], R>(name: string, work: (...args: A) => R): (...args: A) => R {
    return (...args) => {
      this.#inner.push(0);
      const start = performance.now();
      try {
        return work(...args);
      } finally {
        this.#add(name, performance.now() - start);
      }
    };
  }

  #add(name: string, ms: number): void {
    const own = ms - (this.#inner.pop() ?? 0);
    const outer = this.#inner.length - 1;
    if (outer >= 0) this.#inner[outer] = (this.#inner[outer] ?? 0) + ms;
    const sum = this.#sums.get(name) ?? { calls: 0, ms: 0 };
    this.#sums.set(name, { calls: sum.calls + 1, ms: sum.ms + own });
  }
}
