import * as tf from '@tensorflow/tfjs';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';

/** A rate of its own: AdamW moves log(1 / T) by about this a step, and the encoder's rate would not move it at all. */
const RATE = 1e-2;
/** It stays within this factor of where it started. */
const RANGE = 10;
const NAME = 'logInverseTemperature';

/** The temperature T of soft nearest neighbour where it is learned: log(1 / T) is optimised, within bounds. */
export class LearnedTemperature {
  /** log(1 / T), a scalar. */
  readonly variable: tf.Variable;
  readonly #start: number;
  readonly #optimiser = new AdamW({ ...ADAMW_DEFAULTS, weightDecay: 0, clip: 0 });

  constructor(start: number) {
    this.#start = -Math.log(start);
    this.variable = tf.tidy(() => tf.variable(tf.scalar(this.#start)));
  }

  /** Takes the temperature's gradient out of a step's gradients and follows it. */
  follow(gradients: Map<string, tf.Tensor>): void {
    const gradient = gradients.get(NAME);
    if (gradient === undefined) return;
    gradients.delete(NAME);
    const norm = this.#optimiser.step(new Map([[NAME, this.variable]]), new Map([[NAME, gradient]]), RATE);
    norm.dispose();
    const reach = Math.log(RANGE);
    // After the update and not inside the loss, where a bound would also stop the gradient for ever.
    tf.tidy(() => {
      this.variable.assign(tf.clipByValue(this.variable, this.#start - reach, this.#start + reach));
    });
  }

  dispose(): void {
    this.variable.dispose();
    this.#optimiser.dispose();
  }
}
