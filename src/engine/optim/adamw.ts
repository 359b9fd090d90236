import * as tf from '@tensorflow/tfjs';
import { WasmBackend } from '../backend/wasm-backend';
import { GpuBackend } from '../backend/webgpu-backend';
import { PlainAdamW } from './adamw-plain';
import { WasmAdamW } from './adamw-wasm';
import { GpuAdamW } from './adamw-webgpu';
import type { UpdateRule } from './update-rule';

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

/**
 * AdamW with decoupled decay [Loshchilov & Hutter 2019] after clipping by global norm, as torch.optim.AdamW with
 * torch.nn.utils.clip_grad_norm_. Moments are kept by weight name. It belongs to the backend that is the current one
 * when it is made.
 */
export class AdamW {
  readonly #options: AdamWOptions;
  readonly #rule: UpdateRule;
  #count = 0;

  constructor(options: AdamWOptions, rule: UpdateRule = ruleOf(tf.backend())) {
    this.#options = options;
    this.#rule = rule;
  }

  /** Makes the moments of these weights now, so that no step can fail half-way for want of memory. */
  reserve(weights: ReadonlyMap<string, tf.Variable>): void {
    this.#rule.reserve(weights);
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
    this.#count++;
    const updates = [...gradients].map(([name, gradient]) => {
      const weight = weights.get(name);
      if (weight === undefined) throw new Error(`there is a gradient but no weight named ${name}`);
      return { name, weight, gradient, decay: isDecayed(name) ? this.#options.weightDecay : 0 };
    });
    const norm = this.#rule.step(updates, { ...this.#options, rate, count: this.#count });
    tf.dispose([...gradients.values()]);
    return norm;
  }

  dispose(): void {
    this.#rule.dispose();
  }
}

function ruleOf(backend: unknown): UpdateRule {
  if (backend instanceof WasmBackend) return new WasmAdamW(backend);
  return backend instanceof GpuBackend ? new GpuAdamW(backend) : new PlainAdamW();
}
