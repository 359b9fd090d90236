import type * as tf from '@tensorflow/tfjs';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import { runRows } from '../../backend/webgpu-rows';
import contrastSource from './contrast.wgsl?raw';

export const contrastKernels: Readonly<Record<string, GpuKernel>> = { KennelContrast: contrast };

/** Outputs: the loss of each row and the slope of the loss at each score, both times the row's weight. */
function contrast(call: GpuCall): tf.TensorInfo[] {
  const { backend } = call;
  const scores = gpuInput(call, 'scores');
  const [rows = 0, columns = 0] = scores.shape;
  const outputs = [backend.output([rows]), backend.output(scores.shape)];
  const constants = { OUT: call.attrs['form'] === 'out' ? 1 : 0 };
  runRows(backend, { name: 'contrast', source: contrastSource, constants }, rows, {
    inputs: [scores, gpuInput(call, 'positive'), gpuInput(call, 'candidate'), gpuInput(call, 'weights')],
    outputs,
    parameters: [{ u32: rows }, { u32: columns }],
  });
  return outputs;
}
