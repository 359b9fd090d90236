import * as tf from '@tensorflow/tfjs';
import { WasmBackend } from '../backend/wasm-backend';

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Largest norm of the whole gradient; 0: no clipping. */
  readonly clip: number;
}

export const ADAMW_DEFAULTS: AdamWOptions = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clip: 1,
};

/** Biases (of modules and of relative positions) and LayerNorms are not decayed, under the names of all families. */
export function isDecayed(name: string): boolean {
  return !/bias(\.weight)?$|layer_?norm\./i.test(name);
}

interface Moments {
  readonly m: tf.Variable;
  readonly v: tf.Variable;
}

/**
 * AdamW with decoupled decay [Loshchilov & Hutter 2019] after clipping by global norm, as torch.optim.AdamW with
 * torch.nn.utils.clip_grad_norm_. Moments are kept by weight name. On WASM one fused pass a tensor, in place;
 * elsewhere stock operations.
 */
export class AdamW {
  readonly #options: AdamWOptions;
  readonly #moments = new Map<string, Moments>();
  #steps = 0;

  constructor(options: AdamWOptions) {
    this.#options = options;
  }

  /** Makes the moments of these weights now, so that no step can fail half-way for want of memory. */
  reserve(weights: ReadonlyMap<string, tf.Variable>): void {
    const backend = tf.backend();
    for (const [name, { shape }] of weights) {
      const { m, v } = this.#momentsOf(name, shape);
      if (backend instanceof WasmBackend) for (const moment of [m, v]) backend.pointer(moment);
    }
  }

  /**
   * Updates the weights that have a gradient; disposes the gradients.
   * @returns the norm of the whole gradient before clipping, a scalar tensor for the caller to read and dispose.
   */
  step(
    weights: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rate: number,
  ): tf.Scalar {
    this.#steps++;
    const backend = tf.backend();
    const norm = backend instanceof WasmBackend ? wasmNorm(backend, gradients) : stockNorm(gradients);
    for (const [name, gradient] of gradients) {
      const weight = weights.get(name);
      if (weight === undefined) throw new Error(`there is a gradient but no weight named ${name}`);
      const moments = this.#momentsOf(name, weight.shape);
      const decay = isDecayed(name) ? this.#options.weightDecay : 0;
      if (backend instanceof WasmBackend)
        this.#updateWasm(backend, weight, gradient, moments, norm, rate, decay);
      else this.#updateStock(weight, gradient, moments, norm, rate, decay);
      gradient.dispose();
    }
    return norm;
  }

  dispose(): void {
    for (const { m, v } of this.#moments.values()) tf.dispose([m, v]);
    this.#moments.clear();
  }

  #momentsOf(name: string, shape: number[]): Moments {
    const known = this.#moments.get(name);
    if (known !== undefined) return known;
    // In a tidy: a variable holds its own reference, and the tensor it was made of must go.
    const zeros = (): tf.Variable => tf.tidy(() => tf.variable(tf.zeros(shape), false));
    const fresh = { m: zeros(), v: zeros() };
    this.#moments.set(name, fresh);
    return fresh;
  }

  #updateWasm(
    backend: WasmBackend,
    weight: tf.Variable,
    gradient: tf.Tensor,
    { m, v }: Moments,
    norm: tf.Scalar,
    rate: number,
    decay: number,
  ): void {
    const { beta1, beta2, epsilon, clip } = this.#options;
    const total = norm.dataSync()[0] ?? 0;
    const scale = clip > 0 ? Math.min(1, clip / (total + 1e-6)) : 1;
    const [w, g] = [backend.pointer(weight), backend.pointer(gradient)];
    const [mAt, vAt] = [backend.pointer(m), backend.pointer(v)];
    const { kernels } = backend.module;
    kernels.updateAdamW(w, g, mAt, vAt, weight.size, rate, beta1, beta2, epsilon, decay, scale, this.#steps);
  }

  #updateStock(
    weight: tf.Variable,
    gradient: tf.Tensor,
    { m, v }: Moments,
    norm: tf.Scalar,
    rate: number,
    decay: number,
  ): void {
    const { beta1, beta2, epsilon, clip } = this.#options;
    tf.tidy(() => {
      const g = clip > 0 ? tf.mul(gradient, tf.minimum(1, tf.div(clip, tf.add(norm, 1e-6)))) : gradient;
      m.assign(tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
      v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2)));
      const mean = tf.div(m, 1 - beta1 ** this.#steps);
      const deviation = tf.add(tf.sqrt(tf.div(v, 1 - beta2 ** this.#steps)), epsilon);
      weight.assign(tf.sub(tf.mul(weight, 1 - rate * decay), tf.mul(tf.div(mean, deviation), rate)));
    });
  }
}

function wasmNorm(backend: WasmBackend, gradients: ReadonlyMap<string, tf.Tensor>): tf.Scalar {
  let total = 0;
  for (const gradient of gradients.values()) {
    total += backend.module.kernels.squaredNorm(backend.pointer(gradient), gradient.size);
  }
  return tf.scalar(Math.sqrt(total));
}

function stockNorm(gradients: ReadonlyMap<string, tf.Tensor>): tf.Scalar {
  // Added one by one: tfjs's WebGPU addN binds all inputs at once and fails, in silence, above the adapter's limit.
  return tf.tidy(() => {
    let total: tf.Scalar = tf.scalar(0);
    for (const gradient of gradients.values()) total = tf.add(total, tf.sum(tf.square(gradient)));
    return tf.sqrt(total);
  });
}
