import * as tf from '@tensorflow/tfjs';
import { fold, type GpuBackend, type GpuParameter } from '../backend/webgpu-backend';
import largeSource from './adamw-large.wgsl?raw';
import rule from './adamw-rule.wgsl?raw';
import smallSource from './adamw-small.wgsl?raw';
import { gradientNorm } from './gradient-norm-webgpu';
import type { StepNumbers, Update, UpdateRule } from './update-rule';

/** Weights of at most this many values share buffers and dispatches. */
const SMALL = 65_536;

/** Small weights of one dispatch, in adamw-small.wgsl. */
const AT_ONCE = 3;

/** Threads of a workgroup in adamw-large.wgsl and adamw-small.wgsl. */
const LANES = 256;
const SMALL_LANES = 64;

interface LargeMoments {
  readonly m: tf.TensorInfo;
  readonly v: tf.TensorInfo;
}

/** Where a small weight's moments lie: those of several weights in one tensor [2, values]. */
interface SmallMoments {
  readonly shared: tf.TensorInfo;
  readonly at: number;
}

interface SmallUpdate extends Update {
  readonly moments: SmallMoments;
}

/** AdamW on WebGPU: norm, clipping and update stay on the device; a large weight is a dispatch, small ones share one. */
export class GpuAdamW implements UpdateRule {
  readonly #backend: GpuBackend;
  readonly #large = new Map<string, LargeMoments>();
  readonly #small = new Map<string, SmallMoments>();
  /** Stand in for weights in a dispatch that has fewer than it could have. */
  readonly #blanks: tf.TensorInfo[];

  constructor(backend: GpuBackend) {
    this.#backend = backend;
    this.#blanks = Array.from({ length: AT_ONCE - 1 }, () => backend.zeros([1]));
  }

  reserve(weights: ReadonlyMap<string, tf.Variable>): void {
    const small: [string, tf.Variable][] = [];
    for (const [name, weight] of weights) {
      if (this.#large.has(name) || this.#small.has(name)) continue;
      if (weight.size <= SMALL) small.push([name, weight]);
      else this.#large.set(name, { m: this.#zeros(weight.size), v: this.#zeros(weight.size) });
    }
    if (small.length === 0) return;
    const shared = this.#backend.zeros([2, small.reduce((sum, [, { size }]) => sum + size, 0)]);
    let at = 0;
    for (const [name, { size }] of small) {
      this.#small.set(name, { shared, at });
      at += size;
    }
  }

  step(updates: readonly Update[], numbers: StepNumbers): tf.Scalar {
    this.reserve(new Map(updates.map(({ name, weight }) => [name, weight])));
    const norm = gradientNorm(
      this.#backend,
      updates.map(({ gradient }) => gradient),
    );
    const small: SmallUpdate[] = [];
    for (const update of updates) {
      const large = this.#large.get(update.name);
      const moments = this.#small.get(update.name);
      if (large !== undefined) this.#moveLarge(update, large, numbers, norm);
      else if (moments !== undefined) small.push({ ...update, moments });
    }
    for (const group of groupsOf(small)) this.#moveSmall(group, numbers, norm);
    return tf.engine().makeTensorFromTensorInfo(norm) as tf.Scalar; // made with an empty shape
  }

  dispose(): void {
    const shared = new Set([...this.#small.values()].map((moments) => moments.shared));
    const large = [...this.#large.values()].flatMap(({ m, v }) => [m, v]);
    for (const { dataId } of [...shared, ...large, ...this.#blanks]) this.#backend.disposeData(dataId);
    this.#large.clear();
    this.#small.clear();
    this.#blanks.length = 0;
  }

  #zeros(size: number): tf.TensorInfo {
    return this.#backend.zeros([size]);
  }

  #moveLarge(update: Update, { m, v }: LargeMoments, numbers: StepNumbers, norm: tf.TensorInfo): void {
    const { weight, gradient } = update;
    this.#backend.run(
      { name: 'AdamW, a large weight', source: [rule, largeSource].join('\n') },
      {
        inputs: [gradient, norm],
        outputs: [weight, m, v],
        parameters: [...ruleParameters(numbers), { u32: weight.size }, { f32: shrinkOf(update, numbers) }],
        workgroups: fold(Math.ceil(weight.size / LANES)),
      },
    );
  }

  /** At most AT_ONCE weights whose moments lie in one tensor. */
  #moveSmall(group: readonly SmallUpdate[], numbers: StepNumbers, norm: tf.TensorInfo): void {
    const [some] = group;
    if (some === undefined) return;
    const { shared } = some.moments;
    const slots = Array.from({ length: AT_ONCE }, (_, i) => group[i]);
    const weights = [...group.map(({ weight }): tf.TensorInfo => weight), ...this.#blanks].slice(0, AT_ONCE);
    const sizes = slots.map((update) => update?.weight.size ?? 0);
    const [a = 0, b = 0, c = 0] = sizes;
    this.#backend.run(
      { name: 'AdamW, small weights', source: [rule, smallSource].join('\n') },
      {
        inputs: [...slots.map((update) => (update ?? some).gradient), norm],
        outputs: [...weights, shared],
        parameters: [
          ...ruleParameters(numbers),
          ...[a + b + c, shared.shape[1] ?? 0, a, a + b].map((u32) => ({ u32 })),
          ...slots.map((update) => ({ u32: update?.moments.at ?? 0 })),
          ...slots.map((update) => ({ f32: update === undefined ? 1 : shrinkOf(update, numbers) })),
        ],
        workgroups: [Math.ceil((a + b + c) / SMALL_LANES)],
      },
    );
  }
}

/** Groups for one dispatch: of weights whose moments lie together. */
function groupsOf(updates: readonly SmallUpdate[]): SmallUpdate[][] {
  const groups: SmallUpdate[][] = [];
  for (const update of updates) {
    const last = groups.at(-1);
    const fits = last !== undefined && last.length < AT_ONCE;
    if (fits && last[0]?.moments.shared === update.moments.shared) last.push(update);
    else groups.push([update]);
  }
  return groups;
}

function shrinkOf({ decay }: Update, { rate }: StepNumbers): number {
  return 1 - rate * decay;
}

/** `Rule` of adamw-rule.wgsl. */
function ruleParameters({ rate, beta1, beta2, epsilon, clip, count }: StepNumbers): GpuParameter[] {
  const correctedRate = rate / (1 - beta1 ** count);
  const correction = 1 / (1 - beta2 ** count);
  return [clip, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, correctedRate, correction].map((f32) => ({
    f32,
  }));
}
