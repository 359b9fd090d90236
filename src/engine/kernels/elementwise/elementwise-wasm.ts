import * as tf from '@tensorflow/tfjs';
import { callStock, sizeOf, wasmInput, type WasmCall, type WasmKernel } from '../../backend/wasm-kernel';

/** Below this the stock kernel is as fast. */
const LEAST = 1024;

export const elementwiseKernels: Readonly<Record<string, WasmKernel>> = { Add: add, Multiply: multiply };

/** Stock `Add` where both sides have one shape; tfjs adds gradients with it. */
function add(call: WasmCall): tf.TensorInfo {
  const { backend } = call;
  const a = wasmInput(call, 'a');
  const b = wasmInput(call, 'b');
  const same = tf.util.arraysEqual(a.shape, b.shape) && a.dtype === 'float32' && b.dtype === 'float32';
  if (!same || sizeOf(a) < LEAST) return callStock(call);
  const out = backend.output(a.shape);
  backend.module.kernels.addTensors(backend.pointer(a), backend.pointer(b), out.pointer, sizeOf(a));
  return out.info;
}

/** Stock `Multiply` where both sides have one shape, or one side is a single number. */
function multiply(call: WasmCall): tf.TensorInfo {
  const { backend } = call;
  const a = wasmInput(call, 'a');
  const b = wasmInput(call, 'b');
  const [large, small] = sizeOf(a) < sizeOf(b) ? [b, a] : [a, b];
  const scalar = sizeOf(small) === 1 && small.shape.length <= large.shape.length;
  const fits = scalar || tf.util.arraysEqual(a.shape, b.shape);
  if (!fits || a.dtype !== 'float32' || b.dtype !== 'float32' || sizeOf(large) < LEAST)
    return callStock(call);
  const out = backend.output(large.shape);
  const [atLarge, atSmall] = [backend.pointer(large), backend.pointer(small)];
  backend.module.kernels.multiplyTensors(atLarge, atSmall, +scalar, out.pointer, sizeOf(large));
  return out.info;
}
