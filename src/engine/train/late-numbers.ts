import type * as tf from '@tensorflow/tfjs';

interface Pending<T> {
  readonly about: T;
  readonly values: Promise<Float32Array>;
}

/**
 * Reads the numbers of steps back a few steps late, in order: a graphics device can then work on the next step while
 * those of the last are on their way, and never waits for the page.
 */
export class LateNumbers<T> {
  readonly #pending: Pending<T>[] = [];
  readonly #late: number;

  /** @param late Steps that may still be under way when their successors are recorded. */
  constructor(late: number) {
    this.#late = late;
  }

  /** Starts reading `numbers` and disposes them when they are here. */
  add(about: T, numbers: tf.Tensor1D): void {
    const values = numbers.data<'float32'>().finally(() => {
      numbers.dispose();
    });
    values.catch(() => undefined); // it is thrown where it is awaited
    this.#pending.push({ about, values });
  }

  /** The next step that is due; with `all` also those that may be late. Null when there is none. */
  async next(all: boolean): Promise<{ about: T; values: Float32Array } | null> {
    if (this.#pending.length <= (all ? 0 : this.#late)) return null;
    const first = this.#pending.shift();
    return first === undefined ? null : { about: first.about, values: await first.values };
  }

  /** Drops what is under way, and waits until its tensors are gone. */
  async drop(): Promise<void> {
    await Promise.allSettled(this.#pending.splice(0).map(({ values }) => values));
  }
}
