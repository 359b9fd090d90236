import type * as tf from '@tensorflow/tfjs';
import type { GpuBackend } from '../../backend/webgpu-backend';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import { runRows } from '../../backend/webgpu-rows';
import gradientSource from './layer-norm-gradient.wgsl?raw';
import summandSource from './layer-norm-summand.wgsl?raw';
import weightsTotalSource from './layer-norm-weights-total.wgsl?raw';
import weightsSource from './layer-norm-weights.wgsl?raw';
import normSource from './layer-norm.wgsl?raw';

/** Threads of a workgroup, each with a column, in layer-norm-weights.wgsl and layer-norm-weights-total.wgsl. */
const LANES = 64;

/** Rows that one thread adds up at least, and how many stretches there are at most. */
const STRETCH = 16;
const STRETCHES = 128;

export const layerNormKernels: Readonly<Record<string, GpuKernel>> = {
  KennelLayerNorm: (call) => {
    const x = gpuInput(call, 'x');
    const residual = call.inputs['residual'];
    const inputs = [x, residual ?? x, gpuInput(call, 'gamma'), gpuInput(call, 'beta')];
    const [rows = 0, width = 0] = x.shape;
    return normaliseRows(call, {
      name: residual === undefined ? 'layer norm' : 'residual + layer norm',
      summand: summandSource,
      constants: { RESIDUAL: residual === undefined ? 0 : 1 },
      inputs,
      rows,
      width,
    });
  },
  KennelLayerNormGradient: layerNormGradient,
};

/** A LayerNorm over something: where its rows come from. */
export interface NormalisedRows {
  readonly name: string;
  /** WGSL with the bindings and `summand`, put before layer-norm.wgsl. */
  readonly summand: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly inputs: readonly tf.TensorInfo[];
  readonly rows: number;
  readonly width: number;
}

/** Outputs: y, the normalised rows, the reciprocal deviations. */
export function normaliseRows(call: GpuCall, norm: NormalisedRows): tf.TensorInfo[] {
  const { backend } = call;
  const { name, summand, constants, inputs, rows, width } = norm;
  const outputs = [backend.output([rows, width]), backend.output([rows, width]), backend.output([rows])];
  runRows(backend, { name, source: [summand, normSource].join('\n'), constants }, rows, {
    inputs,
    outputs,
    parameters: [{ u32: rows }, { u32: width }, { f32: Number(call.attrs['epsilon']) }],
  });
  return outputs;
}

/** Outputs: dx, dgamma, dbeta. */
function layerNormGradient(call: GpuCall): tf.TensorInfo[] {
  const { backend } = call;
  const dy = gpuInput(call, 'dy');
  const normalised = gpuInput(call, 'normalised');
  const [rows = 0, width = 0] = dy.shape;
  const dx = backend.output(dy.shape);
  runRows(backend, { name: 'layer norm, gradient', source: gradientSource }, rows, {
    inputs: [dy, normalised, gpuInput(call, 'scales'), gpuInput(call, 'gamma')],
    outputs: [dx],
    parameters: [{ u32: rows }, { u32: width }],
  });
  return [dx, ...weightGradients(backend, dy, normalised)];
}

/** dgamma and dbeta. */
function weightGradients(
  backend: GpuBackend,
  dy: tf.TensorInfo,
  normalised: tf.TensorInfo,
): [tf.TensorInfo, tf.TensorInfo] {
  const [rows = 0, width = 0] = dy.shape;
  const stretch = Math.max(STRETCH, Math.ceil(rows / STRETCHES));
  const stretches = Math.ceil(rows / stretch);
  const blocks = Math.ceil(width / LANES);
  const partial = backend.output([stretches, width, 2]);
  const totals: [tf.TensorInfo, tf.TensorInfo] = [backend.output([width]), backend.output([width])];
  backend.run(
    { name: 'layer norm, gradient of the weights', source: weightsSource },
    {
      inputs: [dy, normalised],
      outputs: [partial],
      parameters: [{ u32: rows }, { u32: width }, { u32: stretch }],
      workgroups: [blocks, stretches],
    },
  );
  backend.run(
    { name: 'layer norm, gradient of the weights, total', source: weightsTotalSource },
    {
      inputs: [partial],
      outputs: totals,
      parameters: [{ u32: width }, { u32: stretches }],
      workgroups: [blocks],
    },
  );
  backend.disposeData(partial.dataId);
  return totals;
}
