import type * as tf from '@tensorflow/tfjs';
import { matrixOf, sizeOf, wasmInput, type WasmCall, type WasmKernel } from '../../backend/wasm-kernel';

export const poolKernels: Readonly<Record<string, WasmKernel>> = {
  KennelPool: pool,
  KennelPoolGradient: poolGradient,
};

/** Outputs: pooled rows [B, H] and their lengths before scaling [B] (1 where nothing is scaled). */
function pool(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const hidden = wasmInput(call, 'hidden');
  const offsets = wasmInput(call, 'offsets');
  const sequences = sizeOf(offsets) - 1;
  const width = matrixOf(hidden)[1];
  const [first, normalise] = modesOf(call);
  const [atHidden, atOffsets] = [backend.pointer(hidden), backend.pointer(offsets)];
  const out = backend.output([sequences, width]);
  const norms = backend.output([sequences]);
  const { kernels } = backend.module;
  kernels.pool(atHidden, atOffsets, sequences, width, first, normalise, out.pointer, norms.pointer);
  return [out.info, norms.info];
}

function poolGradient(call: WasmCall): tf.TensorInfo {
  const { backend } = call;
  const out = wasmInput(call, 'out');
  const [sequences, width] = matrixOf(out);
  const rows = Number(call.attrs['rows']);
  const dy = backend.pointer(wasmInput(call, 'dy'));
  const norms = backend.pointer(wasmInput(call, 'norms'));
  const offsets = backend.pointer(wasmInput(call, 'offsets'));
  const atOut = backend.pointer(out);
  const dx = backend.output([rows, width]);
  const { kernels } = backend.module;
  const modes = modesOf(call);
  kernels.poolGradient(dy, atOut, norms, offsets, sequences, width, ...modes, dx.pointer, rows);
  return dx.info;
}

function modesOf({ attrs }: WasmCall): [first: number, normalise: number] {
  return [+(attrs['pooling'] === 'cls'), +(attrs['normalise'] === true)];
}
