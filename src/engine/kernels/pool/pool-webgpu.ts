import type * as tf from '@tensorflow/tfjs';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import { runWideRows } from '../../backend/webgpu-rows';
import gradientSource from './pool-gradient.wgsl?raw';
import poolSource from './pool.wgsl?raw';

/** Threads that share a sequence. */
const LANES = 256;

export const poolKernels: Readonly<Record<string, GpuKernel>> = {
  KennelPool: pool,
  KennelPoolGradient: poolGradient,
};

function constantsOf({ attrs }: GpuCall): Record<string, number> {
  return { CLS: attrs['pooling'] === 'cls' ? 1 : 0, NORMALISE: attrs['normalise'] === true ? 1 : 0 };
}

/** Outputs: one vector a sequence, and what each was divided by. */
function pool(call: GpuCall): tf.TensorInfo[] {
  const { backend } = call;
  const hidden = gpuInput(call, 'hidden');
  const offsets = gpuInput(call, 'offsets');
  const sequences = (offsets.shape[0] ?? 1) - 1;
  const width = hidden.shape[1] ?? 0;
  const outputs = [backend.output([sequences, width]), backend.output([sequences])];
  runWideRows(
    backend,
    { name: 'pool', source: poolSource, constants: constantsOf(call) },
    sequences,
    { inputs: [hidden, offsets], outputs, parameters: [{ u32: sequences }, { u32: width }] },
    LANES,
  );
  return outputs;
}

function poolGradient(call: GpuCall): tf.TensorInfo {
  const { backend } = call;
  const out = gpuInput(call, 'out');
  const [sequences = 0, width = 0] = out.shape;
  const tokens = Number(call.attrs['rows']);
  const dx = backend.output([tokens, width]);
  runWideRows(
    backend,
    { name: 'pool, gradient', source: gradientSource, constants: constantsOf(call) },
    sequences + 1,
    {
      inputs: [gpuInput(call, 'dy'), out, gpuInput(call, 'norms'), gpuInput(call, 'offsets')],
      outputs: [dx],
      parameters: [{ u32: sequences + 1 }, { u32: width }, { u32: tokens }],
    },
    LANES,
  );
  return dx;
}
