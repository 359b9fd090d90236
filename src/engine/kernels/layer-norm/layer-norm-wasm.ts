import type * as tf from '@tensorflow/tfjs';
import { matrixOf, pointerTo, wasmInput, type WasmCall, type WasmKernel } from '../../backend/wasm-kernel';

export const layerNormKernels: Readonly<Record<string, WasmKernel>> = {
  KennelLayerNorm: layerNorm,
  KennelLayerNormGradient: layerNormGradient,
};

/** Outputs: y, the normalised rows, the reciprocal deviations. */
function layerNorm(call: WasmCall): tf.TensorInfo[] {
  const x = wasmInput(call, 'x');
  const [rows, width] = matrixOf(x);
  const { backend } = call;
  const out = backend.output(x.shape);
  const normalised = backend.output(x.shape);
  const scales = backend.output([rows]);
  backend.module.kernels.layerNorm(
    backend.pointer(x),
    pointerTo(call, 'residual'),
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

/** Outputs: dx, dgamma, dbeta. */
function layerNormGradient(call: WasmCall): tf.TensorInfo[] {
  const dy = wasmInput(call, 'dy');
  const [rows, width] = matrixOf(dy);
  const { backend } = call;
  const dx = backend.output(dy.shape);
  const dgamma = backend.output([width]);
  const dbeta = backend.output([width]);
  backend.module.kernels.layerNormGradient(
    backend.pointer(dy),
    backend.pointer(wasmInput(call, 'normalised')),
    backend.pointer(wasmInput(call, 'gamma')),
    backend.pointer(wasmInput(call, 'scales')),
    dx.pointer,
    dgamma.pointer,
    dbeta.pointer,
    rows,
    width,
  );
  return [dx.info, dgamma.info, dbeta.info];
}
