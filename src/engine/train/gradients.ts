import * as tf from '@tensorflow/tfjs';
import { WasmBackend } from '../backend/wasm-backend';

export interface Gradients {
  readonly loss: tf.Scalar;
  /** By the names of `trainable`; a weight that the loss does not reach has none. */
  readonly gradients: Map<string, tf.Tensor>;
}

/** The loss and its gradient with respect to each trainable weight. */
export function gradientsOf(loss: () => tf.Scalar, trainable: ReadonlyMap<string, tf.Variable>): Gradients {
  const { value, grads } = freeingTape(() => tf.variableGrads(loss, [...trainable.values()]));
  const gradients = new Map<string, tf.Tensor>();
  for (const [name, variable] of trainable) {
    const gradient = grads[variable.name];
    if (gradient !== undefined) gradients.set(name, gradient);
  }
  return { loss: value, gradients };
}

/**
 * Back-propagates a slope through a computation: the gradient of the dot product of its output with `slope`.
 * @param slope The shape of the output; disposed.
 * @param input What the computation reads besides the weights, or null when its gradient is not wanted.
 */
export function backThrough(
  compute: () => tf.Tensor2D,
  slope: tf.Tensor2D,
  input: tf.Tensor2D | null,
  trainable: ReadonlyMap<string, tf.Variable>,
): { gradients: Map<string, tf.Tensor>; inputSlope: tf.Tensor2D | null } {
  const names = [...trainable.keys()];
  const sources = [...trainable.values(), ...(input === null ? [] : [input])];
  const { value, grads } = freeingTape(() => tf.engine().gradients(compute, sources, slope, true));
  tf.dispose([value, slope]);
  const found: readonly (tf.Tensor | undefined)[] = grads; // undefined where a source is not reached
  const reached = names.flatMap((name, i) => {
    const gradient = found[i];
    return gradient === undefined ? [] : [[name, gradient] as const];
  });
  const inputSlope = found[names.length] ?? null;
  return { gradients: new Map(reached), inputSlope: inputSlope as tf.Tensor2D | null }; // the shape of the input
}

/**
 * tfjs leaves the output and what it saved for a backward pass behind when that pass fails, as it does when memory runs
 * out.
 */
function freeingTape<T extends tf.TensorContainer>(differentiate: () => T): T {
  try {
    return tf.tidy(differentiate);
  } catch (error) {
    const { state } = tf.engine();
    const tape = state.activeTape as typeof state.activeTape | null; // null between passes
    for (const { saved } of tape ?? []) tf.dispose(saved ?? []);
    Object.assign(state, { activeTape: null });
    throw error;
  }
}

/**
 * Adds `more`, which it takes, to `total`, disposing what it replaces; on WASM in place, without a third tensor of the
 * size.
 */
export function accumulate(total: Map<string, tf.Tensor>, more: ReadonlyMap<string, tf.Tensor>): void {
  const left = new Set(more.values());
  try {
    for (const [name, gradient] of more) {
      accumulateOne(total, name, gradient);
      left.delete(gradient);
    }
  } catch (error) {
    tf.dispose([...left]);
    throw error;
  }
}

function accumulateOne(total: Map<string, tf.Tensor>, name: string, gradient: tf.Tensor): void {
  const sum = total.get(name);
  if (sum === undefined) {
    total.set(name, gradient);
    return;
  }
  const backend = tf.backend();
  if (backend instanceof WasmBackend && backend.addInPlace(sum, gradient)) {
    gradient.dispose();
    return;
  }
  total.set(name, tf.add(sum, gradient));
  tf.dispose([sum, gradient]);
}
