import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { createRandom } from '../../core/random/random';
import { openTestBackend, type TestBackend } from './backends';
import { expectClose } from './close-to';

export type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Relative errors (2-norm) that a backend may have against the plain operation on tfjs's CPU backend. */
interface Tolerance {
  readonly value: number;
  readonly gradient: number;
}

const TOLERANCES: Readonly<Record<TestBackend, Tolerance>> = {
  wasm: { value: 3e-5, gradient: 3e-5 },
  'wasm-simd': { value: 3e-5, gradient: 3e-5 },
  cpu: { value: 3e-5, gradient: 3e-5 },
  webgpu: { value: 1e-4, gradient: 1e-3 },
  'webgpu-least': { value: 1e-4, gradient: 1e-3 },
  'webgpu-tiled': { value: 1e-4, gradient: 1e-3 },
};

export interface Comparison {
  readonly operation: Operation;
  /** The same from stock operations. */
  readonly plain: Operation;
  /** One shape an input; the inputs are standard normal numbers times `scale`. */
  readonly shapes: readonly (readonly number[])[];
  readonly seed: number;
  readonly scale?: number;
  readonly tolerance?: Partial<Tolerance>;
}

/** Seeded normal numbers, one array for each shape. */
export function randomInputs(
  shapes: readonly (readonly number[])[],
  seed: number,
  scale = 1,
): Float32Array[] {
  const random = createRandom(seed);
  return shapes.map((shape) =>
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.normal() * scale),
  );
}

/** Value, then gradients (of a fixed uneven weighting of the output), on the current backend. */
async function valueAndGradients(
  operation: Operation,
  inputs: readonly Float32Array[],
  shapes: Comparison['shapes'],
): Promise<Float32Array[]> {
  const tensors = inputs.map((values, i) => tf.tensor(values, [...(shapes[i] ?? [])]));
  const value = tf.tidy(() => operation(...tensors));
  const weighting = Float32Array.from({ length: value.size }, (_, i) => Math.sin(i * 1.7) + 0.2);
  const gradients = tf.grads((...args: tf.Tensor[]) =>
    tf.sum(tf.mul(operation(...args), tf.tensor(weighting, value.shape))),
  )(tensors);
  const read = await Promise.all([value, ...gradients].map((tensor) => tensor.data()));
  tf.dispose([value, ...gradients, ...tensors]);
  return read.map((values) => Float32Array.from(values));
}

/**
 * Fails unless an operation on a backend equals the plain one on tfjs's CPU backend: the value and the gradient with
 * respect to every input. Leaves the backend the current one.
 */
export async function compareWithPlain(backend: TestBackend, comparison: Comparison): Promise<void> {
  const { operation, plain, shapes, seed, scale } = comparison;
  const inputs = randomInputs(shapes, seed, scale);
  await openTestBackend('cpu');
  const want = await valueAndGradients(plain, inputs, shapes);
  await openTestBackend(backend);
  const got = await valueAndGradients(operation, inputs, shapes);
  const tolerance = { ...TOLERANCES[backend], ...comparison.tolerance };
  want.forEach((values, i) => {
    const what = i === 0 ? 'value' : `gradient of input ${String(i - 1)}`;
    expectClose(what, got[i] ?? [], values, i === 0 ? tolerance.value : tolerance.gradient);
  });
}

/** Step of the central differences: large enough for float32, small enough for the operations' curvature. */
const STEP = 1e-2;

/**
 * Fails unless an operation's gradients on the current backend equal central finite differences at the first, the
 * middle and the last element of every input.
 * @param tolerance absolute, in units of the weighted output (which is of order 1)
 */
export async function compareWithDifferences(
  operation: Operation,
  shapes: Comparison['shapes'],
  seed: number,
  tolerance = 2e-3,
): Promise<void> {
  const inputs = randomInputs(shapes, seed, 0.5);
  const [value, ...gradients] = await valueAndGradients(operation, inputs, shapes);
  if (value === undefined) throw new Error('no value');
  const weighted = async (which: number, at: number, by: number): Promise<number> => {
    const tensors = inputs.map((values, i) => {
      const moved = values.slice();
      if (i === which) moved[at] = (moved[at] ?? 0) + by;
      return tf.tensor(moved, [...(shapes[i] ?? [])]);
    });
    const output = tf.tidy(() => operation(...tensors));
    const values = await output.data<'float32'>();
    tf.dispose([output, ...tensors]);
    return values.reduce((sum, v, i) => sum + v * (Math.sin(i * 1.7) + 0.2), 0);
  };
  for (const [which, gradient] of gradients.entries()) {
    for (const at of new Set([0, gradient.length >> 1, gradient.length - 1])) {
      const slope = ((await weighted(which, at, STEP)) - (await weighted(which, at, -STEP))) / (2 * STEP);
      const gap = Math.abs(slope - (gradient[at] ?? Number.NaN));
      expect(gap, `input ${String(which)}[${String(at)}]`).toBeLessThan(tolerance);
    }
  }
}
