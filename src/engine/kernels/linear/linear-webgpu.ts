import * as tf from '@tensorflow/tfjs';
import { fold } from '../../backend/webgpu-backend';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import geluSource from './gelu.wgsl?raw';

const LANES = 64;

export const linearKernels: Readonly<Record<string, GpuKernel>> = {
  KennelGelu: (call) => runGelu(call, gpuInput(call, 'x'), 0),
  KennelGeluGradient: (call) => runGelu(call, gpuInput(call, 'dy'), 1),
};

function runGelu(call: GpuCall, dy: tf.TensorInfo, gradient: 0 | 1): tf.TensorInfo {
  const { backend } = call;
  const x = gpuInput(call, 'x');
  const size = tf.util.sizeFromShape(x.shape);
  const result = backend.output(x.shape);
  const workgroups = fold(Math.ceil(size / LANES));
  backend.run(
    { name: 'gelu', source: geluSource, constants: { GRADIENT: gradient } },
    {
      inputs: [x, dy],
      outputs: [result],
      parameters: [{ u32: size }, { u32: workgroups[0] }],
      workgroups,
    },
  );
  return result;
}
