import * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from '../backend/wasm-backend';
import { NamedMoments } from './moments';
import type { StepNumbers, Update, UpdateRule } from './update-rule';

/** AdamW in WASM: one fused pass a weight, in place. */
export class WasmAdamW implements UpdateRule {
  readonly #backend: WasmBackend;
  readonly #moments = new NamedMoments();

  constructor(backend: WasmBackend) {
    this.#backend = backend;
  }

  reserve(weights: ReadonlyMap<string, tf.Variable>): void {
    for (const [name, { shape }] of weights) {
      const { m, v } = this.#moments.of(name, shape);
      for (const moment of [m, v]) this.#backend.pointer(moment);
    }
  }

  step(updates: readonly Update[], numbers: StepNumbers): tf.Scalar {
    const { clip } = numbers;
    const norm = this.#norm(updates);
    const scale = clip > 0 ? Math.min(1, clip / (norm + 1e-6)) : 1;
    for (const update of updates) this.#update(update, numbers, scale);
    return tf.scalar(norm);
  }

  dispose(): void {
    this.#moments.dispose();
  }

  #norm(updates: readonly Update[]): number {
    const { kernels } = this.#backend.module;
    let total = 0;
    for (const { gradient } of updates) {
      total += kernels.squaredNorm(this.#backend.pointer(gradient), gradient.size);
    }
    return Math.sqrt(total);
  }

  #update({ name, weight, gradient, decay }: Update, numbers: StepNumbers, scale: number): void {
    const { rate, beta1, beta2, epsilon, count } = numbers;
    const backend = this.#backend;
    const { m, v } = this.#moments.of(name, weight.shape);
    const [w, g] = [backend.pointer(weight), backend.pointer(gradient)];
    const [mAt, vAt] = [backend.pointer(m), backend.pointer(v)];
    const { kernels } = backend.module;
    kernels.updateAdamW(w, g, mAt, vAt, weight.size, rate, beta1, beta2, epsilon, decay, scale, count);
  }
}
