import * as tf from '@tensorflow/tfjs';
import { NamedMoments } from './moments';
import type { StepNumbers, Update, UpdateRule } from './update-rule';

/** AdamW from stock operations, on any backend. */
export class PlainAdamW implements UpdateRule {
  readonly #moments = new NamedMoments();

  reserve(weights: ReadonlyMap<string, tf.Variable>): void {
    for (const [name, { shape }] of weights) this.#moments.of(name, shape);
  }

  step(updates: readonly Update[], numbers: StepNumbers): tf.Scalar {
    const norm = plainNorm(updates);
    for (const update of updates) this.#update(update, numbers, norm);
    return norm;
  }

  dispose(): void {
    this.#moments.dispose();
  }

  #update({ name, weight, gradient, decay }: Update, numbers: StepNumbers, norm: tf.Scalar): void {
    const { rate, beta1, beta2, epsilon, clip, count } = numbers;
    const { m, v } = this.#moments.of(name, weight.shape);
    tf.tidy(() => {
      const g = clip > 0 ? tf.mul(gradient, tf.minimum(1, tf.div(clip, tf.add(norm, 1e-6)))) : gradient;
      m.assign(tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
      v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2)));
      const mean = tf.div(m, 1 - beta1 ** count);
      const deviation = tf.add(tf.sqrt(tf.div(v, 1 - beta2 ** count)), epsilon);
      weight.assign(tf.sub(tf.mul(weight, 1 - rate * decay), tf.mul(tf.div(mean, deviation), rate)));
    });
  }
}

function plainNorm(updates: readonly Update[]): tf.Scalar {
  // Added one by one: tfjs's WebGPU addN binds all inputs at once and fails, in silence, above the adapter's limit.
  return tf.tidy(() => {
    let total: tf.Scalar = tf.scalar(0);
    for (const { gradient } of updates) total = tf.add(total, tf.sum(tf.square(gradient)));
    return tf.sqrt(total);
  });
}
