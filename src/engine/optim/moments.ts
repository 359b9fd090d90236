import * as tf from '@tensorflow/tfjs';

/** Running means of a weight's gradient and of its square. */
export interface Moments {
  readonly m: tf.Variable;
  readonly v: tf.Variable;
}

/** Moments by weight name, zeros at first. */
export class NamedMoments {
  readonly #moments = new Map<string, Moments>();

  of(name: string, shape: number[]): Moments {
    const known = this.#moments.get(name);
    if (known !== undefined) return known;
    // In a tidy: a variable holds its own reference, and the tensor it was made of must go.
    const zeros = (): tf.Variable => tf.tidy(() => tf.variable(tf.zeros(shape), false));
    const fresh = { m: zeros(), v: zeros() };
    this.#moments.set(name, fresh);
    return fresh;
  }

  dispose(): void {
    for (const { m, v } of this.#moments.values()) tf.dispose([m, v]);
    this.#moments.clear();
  }
}
