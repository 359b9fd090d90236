import type * as tf from '@tensorflow/tfjs';
import {
  matrixOf,
  pointerTo,
  sizeOf,
  wasmInput,
  type WasmCall,
  type WasmKernel,
} from '../../backend/wasm-kernel';

export const attentionKernels: Readonly<Record<string, WasmKernel>> = {
  KennelAttention: attention,
  KennelAttentionGradient: attentionGradient,
};

/** Outputs: attention [N, H] and the log-sum-exp of the scores [N, heads]. */
function attention(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const [rows, width] = matrixOf(wasmInput(call, 'q'));
  const inputs = sharedArguments(call);
  const out = backend.output([rows, width]);
  const lse = backend.output([rows, Number(call.attrs['heads'])]);
  backend.module.kernels.attention(...inputs, out.pointer, lse.pointer);
  return [out.info, lse.info];
}

/** Outputs: dq, dk, dv and, where there is a bias, its gradient. */
function attentionGradient(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const { shape } = wasmInput(call, 'q');
  const inputs = sharedArguments(call);
  const forward = [pointerTo(call, 'out'), pointerTo(call, 'lse'), pointerTo(call, 'dy')] as const;
  const [dq, dk, dv] = [backend.output(shape), backend.output(shape), backend.output(shape)];
  const bias = call.inputs['bias'];
  const dbias = bias === undefined ? null : backend.output(bias.shape);
  const gradients = [dq.pointer, dk.pointer, dv.pointer, dbias?.pointer ?? 0] as const;
  backend.module.kernels.attentionGradient(...inputs, ...forward, ...gradients);
  return [dq.info, dk.info, dv.info, ...(dbias === null ? [] : [dbias.info])];
}

/** The arguments that both kernels begin with. */
function sharedArguments(call: WasmCall) {
  const { backend, inputs, attrs } = call;
  const q = wasmInput(call, 'q');
  const offsets = wasmInput(call, 'offsets');
  const reach = ((inputs['bias']?.shape[1] ?? 1) + 1) / 2;
  return [
    backend.pointer(q),
    backend.pointer(wasmInput(call, 'k')),
    backend.pointer(wasmInput(call, 'v')),
    backend.pointer(offsets),
    pointerTo(call, 'bias'),
    reach,
    sizeOf(offsets) - 1,
    Number(attrs['longest']),
    Number(attrs['heads']),
    ...matrixOf(q),
  ] as const;
}
