import * as tf from '@tensorflow/tfjs';
import { fold } from '../../backend/webgpu-backend';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import packSource from './pack-half.wgsl?raw';
import unpackSource from './unpack-half.wgsl?raw';

/** Threads of a workgroup, each with a pair of values, in both shaders. */
const LANES = 64;

export const halfKernels: Readonly<Record<string, GpuKernel>> = {
  KennelPackHalf: (call) => {
    const x = gpuInput(call, 'x');
    const size = tf.util.sizeFromShape(x.shape);
    return convert(call, x, call.backend.output([Math.ceil(size / 2)], 'int32'), size, packSource);
  },
  KennelUnpackHalf: (call) => {
    const result = call.backend.output(call.attrs['shape'] as number[]); // by half.ts
    const size = tf.util.sizeFromShape(result.shape);
    return convert(call, gpuInput(call, 'packed'), result, size, unpackSource);
  },
};

function convert(
  { backend }: GpuCall,
  given: tf.TensorInfo,
  result: tf.TensorInfo,
  size: number,
  source: string,
): tf.TensorInfo {
  backend.run(
    { name: source === packSource ? 'pack as float16' : 'unpack float16', source },
    {
      inputs: [given],
      outputs: [result],
      parameters: [{ u32: size }],
      workgroups: fold(Math.ceil(size / 2 / LANES)),
    },
  );
  return result;
}
