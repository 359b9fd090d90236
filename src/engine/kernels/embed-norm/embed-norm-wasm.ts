import type * as tf from '@tensorflow/tfjs';
import {
  matrixOf,
  pointerTo,
  sizeOf,
  wasmInput,
  type WasmCall,
  type WasmKernel,
} from '../../backend/wasm-kernel';

export const embedNormKernels: Readonly<Record<string, WasmKernel>> = {
  KennelEmbedNorm: embedNorm,
  KennelScatter: scatter,
};

/** Outputs as of layer norm. Without a type table nothing is added for the type. */
function embedNorm(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const ids = wasmInput(call, 'ids');
  const word = wasmInput(call, 'word');
  const rows = sizeOf(ids);
  const width = matrixOf(word)[1];
  const out = backend.output([rows, width]);
  const normalised = backend.output([rows, width]);
  const scales = backend.output([rows]);
  backend.module.kernels.embedNorm(
    backend.pointer(ids),
    backend.pointer(wasmInput(call, 'positions')),
    backend.pointer(word),
    backend.pointer(wasmInput(call, 'position')),
    pointerTo(call, 'type'),
    backend.pointer(wasmInput(call, 'gamma')),
    backend.pointer(wasmInput(call, 'beta')),
    out.pointer,
    normalised.pointer,
    scales.pointer,
    rows,
    width,
    Number(call.attrs['epsilon']),
  );
  return [out.info, normalised.info, scales.info];
}

/** The gradient of a gather: a table [tableRows, width] with every row of x added at its id. */
function scatter(call: WasmCall): tf.TensorInfo {
  const { backend } = call;
  const x = wasmInput(call, 'x');
  const [rows, width] = matrixOf(x);
  const tableRows = Number(call.attrs['tableRows']);
  const out = backend.output([tableRows, width]);
  const ids = backend.pointer(wasmInput(call, 'ids'));
  backend.module.kernels.scatter(ids, backend.pointer(x), out.pointer, tableRows, rows, width);
  return out.info;
}
