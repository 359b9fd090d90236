import type * as tf from '@tensorflow/tfjs';
import { fold } from '../../backend/webgpu-backend';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import { layerNormKernels, normaliseRows } from '../layer-norm/layer-norm-webgpu';
import sumSource from './embed-sum.wgsl?raw';
import summandSource from './embed-summand.wgsl?raw';
import scatterSource from './scatter.wgsl?raw';

/** Threads of a workgroup in embed-sum.wgsl and scatter.wgsl. */
const LANES = 64;

/** Storage buffers that the embedding binds when it is one dispatch. */
const BINDINGS = 10;

export const embedNormKernels: Readonly<Record<string, GpuKernel>> = {
  KennelEmbedNorm: embedNorm,
  KennelScatter: scatter,
};

/** Outputs: y, the normalised rows, the reciprocal deviations. */
function embedNorm(call: GpuCall): tf.TensorInfo[] {
  const word = gpuInput(call, 'word');
  const types = call.inputs['type'];
  const tables = [gpuInput(call, 'ids'), gpuInput(call, 'positions'), word, gpuInput(call, 'position')];
  const inputs = [...tables, types ?? word];
  const rows = gpuInput(call, 'ids').shape[0] ?? 0;
  const width = word.shape[1] ?? 0;
  const constants = { TYPED: types === undefined ? 0 : 1 };
  if (call.backend.storageBuffers < BINDINGS) return sumThenNorm(call, inputs, constants, rows, width);
  return normaliseRows(call, {
    name: 'embedding + layer norm',
    summand: summandSource,
    constants,
    inputs: [...inputs, gpuInput(call, 'gamma'), gpuInput(call, 'beta')],
    rows,
    width,
  });
}

/** The same in two dispatches, for adapters with few bindings. */
function sumThenNorm(
  call: GpuCall,
  inputs: readonly tf.TensorInfo[],
  constants: Readonly<Record<string, number>>,
  rows: number,
  width: number,
): tf.TensorInfo[] {
  const { backend } = call;
  const x = backend.output([rows, width]);
  backend.run(
    { name: 'embedding', source: sumSource, constants },
    {
      inputs,
      outputs: [x],
      parameters: [{ u32: rows * width }, { u32: width }],
      workgroups: fold(Math.ceil((rows * width) / LANES)),
    },
  );
  const outputs = layerNormKernels['KennelLayerNorm']?.({ ...call, inputs: { ...call.inputs, x } });
  backend.disposeData(x.dataId);
  if (!Array.isArray(outputs)) throw new Error('layer norm: outputs are missing');
  return outputs;
}

/** A table [tableRows, width] with the sums of the groups of rows of x, zeros elsewhere; see `RowGroups`. */
function scatter(call: GpuCall): tf.TensorInfo {
  const { backend, attrs } = call;
  const x = gpuInput(call, 'x');
  const lists = gpuInput(call, 'groups');
  const width = x.shape[1] ?? 0;
  const table = backend.zeros([Number(attrs['tableRows']), width]);
  const count = Number(attrs['groups']);
  const blocks = Math.ceil(width / LANES);
  backend.run(
    { name: 'scatter', source: scatterSource },
    {
      inputs: [lists, x],
      outputs: [table],
      parameters: [{ u32: count }, { u32: width }, { u32: ((lists.shape[0] ?? 1) - 1) / 3 }, { u32: blocks }],
      workgroups: fold(count * blocks),
    },
  );
  return table;
}
