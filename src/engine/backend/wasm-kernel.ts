import * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from './wasm-backend';

/** What a WASM kernel is called with; the names inside `inputs` and `attrs` are the kernel's own. */
export interface WasmCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo | undefined>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: WasmBackend;
  /** tfjs's own kernel of the name, for the cases that ours leaves out. */
  readonly stock: tf.KernelFunc | undefined;
}

export type WasmKernel = (call: WasmCall) => tf.TensorInfo | tf.TensorInfo[];

export function wasmInput(call: WasmCall, name: string): tf.TensorInfo {
  const info = call.inputs[name];
  if (info === undefined) throw new Error(`kernel input ${name} is missing`);
  return info;
}

/** Where an input lies, or 0 for one that was not given. */
export function pointerTo({ inputs, backend }: WasmCall, name: string): number {
  const info = inputs[name];
  return info === undefined ? 0 : backend.pointer(info);
}

export function sizeOf(info: tf.TensorInfo): number {
  return tf.util.sizeFromShape(info.shape);
}

/** Rows and columns of a matrix, or of the last two axes. */
export function matrixOf(info: tf.TensorInfo): [rows: number, columns: number] {
  return [info.shape.at(-2) ?? 1, info.shape.at(-1) ?? 1];
}

/** Leaves a call to the stock kernel: the case is not one of ours. */
export function callStock({ stock, inputs, attrs, backend }: WasmCall): tf.TensorInfo {
  if (stock === undefined) throw new Error('there is no stock kernel for this case');
  const named = { inputs: inputs as tf.NamedTensorInfoMap, attrs: attrs as tf.NamedAttrMap, backend }; // as tfjs passed them
  const output = stock(named);
  if (Array.isArray(output)) throw new Error('one output expected');
  return output;
}
