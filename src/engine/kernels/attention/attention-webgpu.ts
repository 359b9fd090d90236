import type * as tf from '@tensorflow/tfjs';
import { fold, type GpuBackend, type GpuParameter } from '../../backend/webgpu-backend';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import { addParts } from '../linear/matmul-webgpu';
import biasGradient from './attention-gradient-bias.wgsl?raw';
import keyValueGradient from './attention-gradient-kv.wgsl?raw';
import queryGradient from './attention-gradient-q.wgsl?raw';
import statsSource from './attention-stats.wgsl?raw';
import forward from './attention.wgsl?raw';
import biasInput from './bias-input.wgsl?raw';
import biasNone from './bias-none.wgsl?raw';
import biasStats from './bias-stats.wgsl?raw';
import biasZero from './bias-zero.wgsl?raw';
import partsScalar from './parts-scalar.wgsl?raw';
import partsVector from './parts-vector.wgsl?raw';
import tasks from './tasks.wgsl?raw';

/** Rows of one task: tasks.wgsl. */
const TASK_ROWS = 32;
/** Threads of a workgroup in attention-stats.wgsl and attention-gradient-bias.wgsl. */
const LANES = 64;
/** Shares of the sequences in the gradient of the bias: more can work at once, and more is to be added up. */
const MOST_SHARES = 64;

export const attentionKernels: Readonly<Record<string, GpuKernel>> = {
  KennelAttention: attention,
  KennelAttentionGradient: attentionGradient,
};

/**
 * A pass's source, with every loop over the parts of a head's vector written out: an array that is indexed by constants
 * alone stays in registers, whatever the driver's compiler makes of loops.
 */
function sourceOf(depth: number, sources: readonly string[]): string {
  const vector = depth % 4 === 0;
  const parts = Array.from({ length: vector ? depth / 4 : depth }, (_, part) => `${String(part)}u`);
  const loop = /for \(var c = 0u; c < PARTS; c\+\+\) \{([^{}]*)\}/g;
  const written = sources.map((source) =>
    source.replace(loop, (_, body: string) => parts.map((part) => body.replace(/\bc\b/g, part)).join('')),
  );
  return [vector ? partsVector : partsScalar, ...written].join('\n');
}

/** What all passes over the same batch share. */
interface Batch {
  readonly rows: number;
  readonly heads: number;
  /** Numbers of a head's vector. */
  readonly depth: number;
  readonly sequences: number;
  /** Tasks that the longest sequence takes. */
  readonly tiles: number;
  /** R of the bias [heads, 2R - 1]; 0 without one. */
  readonly reach: number;
}

function batchOf(call: GpuCall): Batch {
  const [rows = 0, width = 0] = gpuInput(call, 'q').shape;
  const heads = Number(call.attrs['heads']);
  const biases = call.inputs['bias']?.shape.at(-1);
  return {
    rows,
    heads,
    depth: width / heads,
    sequences: (gpuInput(call, 'offsets').shape[0] ?? 1) - 1,
    tiles: Math.max(1, Math.ceil(Number(call.attrs['longest']) / TASK_ROWS)),
    reach: biases === undefined ? 0 : (biases + 1) / 2,
  };
}

function parametersOf({ rows, heads, depth, sequences, tiles, reach }: Batch, roles: number): GpuParameter[] {
  const numbers = [rows, heads, sequences, tiles, roles, reach];
  return [...numbers.map((u32) => ({ u32 })), { f32: 1 / Math.sqrt(depth) }];
}

/** Runs a pass over the tasks of a batch: those of its sequences, then those of the rows of no sequence. */
function runTasks(
  backend: GpuBackend,
  batch: Batch,
  pass: { readonly name: string; readonly sources: readonly string[]; readonly roles: number },
  inputs: readonly tf.TensorInfo[],
  outputs: readonly tf.TensorInfo[],
): void {
  const { heads, sequences, tiles, depth } = batch;
  backend.run(
    {
      name: `${pass.name} ${batch.reach === 0 ? 'plain' : 'biased'}`,
      source: sourceOf(depth, [tasks, ...pass.sources]),
      constants: { DEPTH: depth, OUTPUT: inputs.length },
    },
    {
      inputs,
      outputs,
      parameters: parametersOf(batch, pass.roles),
      workgroups: fold((sequences + 1) * tiles * heads * pass.roles),
    },
  );
}

/** Outputs: attention [N, H] and the log-sum-exp of the scores [N, heads]. */
function attention(call: GpuCall): tf.TensorInfo[] {
  const { backend } = call;
  const batch = batchOf(call);
  const bias = call.inputs['bias'];
  const outputs = [backend.output(gpuInput(call, 'q').shape), backend.output([batch.rows, batch.heads])];
  const inputs = ['q', 'k', 'v', 'offsets'].map((name) => gpuInput(call, name));
  const sources = [bias === undefined ? biasNone : biasInput, forward];
  const all = bias === undefined ? inputs : [...inputs, bias];
  runTasks(backend, batch, { name: 'attention', sources, roles: 1 }, all, outputs);
  return outputs;
}

/** Outputs: dq, dk, dv and, where there is a bias, its gradient. */
function attentionGradient(call: GpuCall): tf.TensorInfo[] {
  const { backend } = call;
  const batch = batchOf(call);
  const stats = statsOf(call, batch);
  const inputs = [
    ...['q', 'k', 'v', 'dy'].map((name) => gpuInput(call, name)),
    stats,
    gpuInput(call, 'offsets'),
  ];
  const { shape } = gpuInput(call, 'q');
  const [dq, dk, dv] = [backend.output(shape), backend.output(shape), backend.output(shape)];
  const biasOf = batch.reach === 0 ? biasZero : biasStats;
  const queries = { name: 'attention dq', sources: [biasOf, queryGradient], roles: 1 };
  runTasks(backend, batch, queries, inputs, [dq]);
  const keys = { name: 'attention dk dv', sources: [biasOf, keyValueGradient], roles: 2 };
  runTasks(backend, batch, keys, inputs, [dk, dv]);
  const dbias = batch.reach === 0 ? [] : [gradientOfBias(backend, batch, inputs)];
  backend.disposeData(stats.dataId);
  return [dq, dk, dv, ...dbias];
}

/** The statistics of every query and head that the passes share, and behind them the bias. */
function statsOf(call: GpuCall, { rows, heads, depth, reach }: Batch): tf.TensorInfo {
  const { backend } = call;
  const pairs = rows * heads;
  const biases = reach === 0 ? 0 : heads * (2 * reach - 1);
  const stats = backend.output([2 * pairs + biases]);
  const lse = gpuInput(call, 'lse');
  backend.run(
    {
      name: 'attention statistics',
      source: sourceOf(depth, [statsSource]),
      constants: { DEPTH: depth },
    },
    {
      inputs: [gpuInput(call, 'out'), gpuInput(call, 'dy'), lse, call.inputs['bias'] ?? lse],
      outputs: [stats],
      parameters: [{ u32: pairs }, { u32: biases }],
      workgroups: fold(Math.ceil((pairs + biases) / LANES)),
    },
  );
  return stats;
}

function gradientOfBias(backend: GpuBackend, batch: Batch, inputs: readonly tf.TensorInfo[]): tf.TensorInfo {
  const { heads, reach, depth, sequences } = batch;
  const distances = 2 * reach - 1;
  const shares = Math.max(1, Math.min(sequences, MOST_SHARES));
  const result = backend.output([heads, distances]);
  const partial = backend.output([shares * heads * distances]);
  backend.run(
    {
      name: 'attention dbias',
      source: sourceOf(depth, [tasks, biasStats, biasGradient]),
      constants: { DEPTH: depth },
    },
    {
      inputs,
      outputs: [partial],
      parameters: parametersOf(batch, 1),
      workgroups: [Math.ceil(distances / LANES), heads, shares],
    },
  );
  const parts = { size: heads * distances, columns: distances, parts: shares, sums: 0 };
  addParts(backend, partial, parts, { kind: 'plain', result });
  backend.disposeData(partial.dataId);
  return result;
}
