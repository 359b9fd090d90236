import type * as tf from '@tensorflow/tfjs';
import { matrixOf, sizeOf, wasmInput, type WasmCall, type WasmKernel } from '../../backend/wasm-kernel';

export const attentionKernels: Readonly<Record<string, WasmKernel>> = {
  KennelAttention: attention,
  KennelAttentionGradient: attentionGradient,
};

/** Outputs: attention [N, H] and the log-sum-exp of the scores [N, heads]. */
function attention(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const [rows, width] = matrixOf(wasmInput(call, 'q'));
  const out = backend.output([rows, width]);
  const lse = backend.output([rows, Number(call.attrs['heads'])]);
  run(call, out.pointer, lse.pointer, [0, 0, 0, 0]);
  return [out.info, lse.info];
}

/** Outputs: dq, dk, dv. */
function attentionGradient(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const { shape } = wasmInput(call, 'q');
  const dy = backend.pointer(wasmInput(call, 'dy'));
  const [dq, dk, dv] = [backend.output(shape), backend.output(shape), backend.output(shape)];
  const out = backend.pointer(wasmInput(call, 'out'));
  const lse = backend.pointer(wasmInput(call, 'lse'));
  run(call, out, lse, [dy, dq.pointer, dk.pointer, dv.pointer]);
  return [dq.info, dk.info, dv.info];
}

/** `gradients`: the addresses of dy, dq, dk, dv; zeros for the value. */
function run(
  call: WasmCall,
  out: number,
  lse: number,
  gradients: readonly [dy: number, dq: number, dk: number, dv: number],
): void {
  const { backend } = call;
  const q = wasmInput(call, 'q');
  const offsets = wasmInput(call, 'offsets');
  const [rows, width] = matrixOf(q);
  backend.module.kernels.attention(
    backend.pointer(q),
    backend.pointer(wasmInput(call, 'k')),
    backend.pointer(wasmInput(call, 'v')),
    backend.pointer(offsets),
    sizeOf(offsets) - 1,
    Number(call.attrs['longest']),
    Number(call.attrs['heads']),
    rows,
    width,
    out,
    lse,
    ...gradients,
  );
}
