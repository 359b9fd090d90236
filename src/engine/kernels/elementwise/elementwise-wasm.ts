import * as tf from '@tensorflow/tfjs';
import { callStock, sizeOf, wasmInput, type WasmCall, type WasmKernel } from '../../backend/wasm-kernel';

/** Below this the stock kernel is as fast. */
const LEAST = 1024;

export const elementwiseKernels: Readonly<Record<string, WasmKernel>> = { Add: add };

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
