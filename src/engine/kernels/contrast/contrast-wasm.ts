import type * as tf from '@tensorflow/tfjs';
import { matrixOf, wasmInput, type WasmCall, type WasmKernel } from '../../backend/wasm-kernel';

export const contrastKernels: Readonly<Record<string, WasmKernel>> = { KennelContrast: contrast };

/** Outputs: the weighted loss of every row and its gradient with respect to the scores. */
function contrast(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const scores = wasmInput(call, 'scores');
  const [rows, columns] = matrixOf(scores);
  const atScores = backend.pointer(scores);
  const positive = backend.pointer(wasmInput(call, 'positive'));
  const candidate = backend.pointer(wasmInput(call, 'candidate'));
  const weights = backend.pointer(wasmInput(call, 'weights'));
  const losses = backend.output([rows]);
  const slopes = backend.output([rows, columns]);
  const meanForm = +(call.attrs['form'] === 'out');
  const { kernels } = backend.module;
  kernels.contrast(
    atScores,
    positive,
    candidate,
    weights,
    meanForm,
    losses.pointer,
    slopes.pointer,
    rows,
    columns,
  );
  return [losses.info, slopes.info];
}
