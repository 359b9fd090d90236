import type * as tf from '@tensorflow/tfjs';
import { fold, type GpuBackend, type GpuParameter, type GpuProgram } from '../../backend/webgpu-backend';
import blocks from './blocks.wgsl?raw';
import epilogueBias from './epilogue-bias.wgsl?raw';
import epilogueGeluGradient from './epilogue-gelu-gradient.wgsl?raw';
import epilogueGelu from './epilogue-gelu.wgsl?raw';
import epiloguePlain from './epilogue-plain.wgsl?raw';
import direct from './matmul-direct.wgsl?raw';
import reduce from './matmul-reduce.wgsl?raw';
import tiled from './matmul-tiled.wgsl?raw';
import operandsScalar from './operands-scalar.wgsl?raw';
import operandsVector from './operands-vector.wgsl?raw';
import phi from './phi.wgsl?raw';
import sumsApart from './sums-apart.wgsl?raw';
import sumsBehind from './sums-behind.wgsl?raw';
import sumsNone from './sums-none.wgsl?raw';

/** C = op(A) op(B): A is stored [rows, depth] or transposed, B [depth, columns] or transposed. */
export interface Product {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** What is done with the numbers of C on their way to memory. */
export type Epilogue =
  | { readonly kind: 'plain'; readonly result: tf.TensorInfo }
  | { readonly kind: 'bias'; readonly bias: tf.TensorInfo; readonly result: tf.TensorInfo }
  | {
      readonly kind: 'gelu';
      readonly bias: tf.TensorInfo;
      readonly result: tf.TensorInfo;
      readonly inner: tf.TensorInfo;
    }
  /** C times the derivative of GELU at `inner`, and the GELU itself. */
  | {
      readonly kind: 'geluGradient';
      readonly inner: tf.TensorInfo;
      readonly result: tf.TensorInfo;
      readonly activation: tf.TensorInfo;
    }
  /** Besides C, the sums of the rows of op(A). */
  | { readonly kind: 'sums'; readonly result: tf.TensorInfo; readonly sums: tf.TensorInfo };

/** Threads of an element-wise workgroup. */
const LANES = 64;
/** Rows and columns of C that a workgroup computes: matmul-tiled.wgsl, matmul-direct.wgsl. */
const TILE = { tiled: 64, direct: 32 };
/** Workgroups that fill a GPU; a product with fewer tiles splits its sums, so that more can work. */
const ENOUGH_WORKGROUPS = 512;
/** Terms of a sum that are worth a workgroup of their own. */
const LEAST_CHUNK = 256;
/** Terms that a tile goes deep: chunks are multiples of it. */
const CHUNK_UNIT = 16;

const EPILOGUES = {
  plain: [epiloguePlain, sumsNone],
  bias: [epilogueBias, sumsNone],
  gelu: [phi, epilogueGelu, sumsNone],
  geluGradient: [phi, epilogueGeluGradient, sumsNone],
  sums: [epiloguePlain, sumsApart],
  parts: [epiloguePlain, sumsNone],
  partsAndSums: [epiloguePlain, sumsBehind],
} as const;

/** Runs a product and its epilogue: one dispatch, or two where the sums are split. */
export function multiply(backend: GpuBackend, product: Product, epilogue: Epilogue): void {
  const { rows, columns, depth } = product;
  const tiles = Math.ceil(rows / TILE.tiled) * Math.ceil(columns / TILE.tiled);
  const chunk = backend.software ? depth : chunkSize(depth, tiles);
  const parts = Math.ceil(depth / chunk);
  if (parts === 1) {
    runTiles(backend, product, chunk, epilogue.kind, operandsOf(epilogue), epilogue.kind === 'sums');
    return;
  }
  const sums = epilogue.kind === 'sums' ? rows : 0;
  const partial = backend.output([parts * (rows * columns + sums)]);
  const target = { inputs: [], outputs: [partial] };
  runTiles(backend, product, chunk, sums > 0 ? 'partsAndSums' : 'parts', target, sums > 0);
  addParts(backend, partial, { size: rows * columns, columns, parts, sums }, epilogue);
  backend.disposeData(partial.dataId);
}

function chunkSize(depth: number, tiles: number): number {
  const wanted = Math.min(Math.floor(ENOUGH_WORKGROUPS / tiles), Math.floor(depth / LEAST_CHUNK));
  return Math.ceil(depth / Math.max(1, wanted) / CHUNK_UNIT) * CHUNK_UNIT;
}

interface Bound {
  readonly inputs: readonly tf.TensorInfo[];
  readonly outputs: readonly tf.TensorInfo[];
}

/** The tensors of an epilogue in the order of its bindings. */
function operandsOf(epilogue: Epilogue): Bound {
  switch (epilogue.kind) {
    case 'plain':
      return { inputs: [], outputs: [epilogue.result] };
    case 'bias':
      return { inputs: [epilogue.bias], outputs: [epilogue.result] };
    case 'gelu':
      return { inputs: [epilogue.bias], outputs: [epilogue.result, epilogue.inner] };
    case 'geluGradient':
      return { inputs: [epilogue.inner], outputs: [epilogue.result, epilogue.activation] };
    case 'sums':
      return { inputs: [], outputs: [epilogue.result, epilogue.sums] };
  }
}

function runTiles(
  backend: GpuBackend,
  product: Product,
  chunk: number,
  kind: keyof typeof EPILOGUES,
  bound: Bound,
  sums: boolean,
): void {
  const { a, b, transposeA, transposeB, rows, columns, depth } = product;
  const vector = (transposeA ? rows : depth) % 4 === 0 && (transposeB ? depth : columns) % 4 === 0;
  const way = backend.software ? 'direct' : 'tiled';
  const inputs = [a, b, ...bound.inputs];
  const program: GpuProgram = {
    name: ['matmul', way, vector ? 'vector' : 'scalar', kind].join(' '),
    source: [
      vector ? operandsVector : operandsScalar,
      blocks,
      ...EPILOGUES[kind],
      way === 'tiled' ? tiled : direct,
    ].join('\n'),
    constants: {
      TRANSPOSE_A: Number(transposeA),
      TRANSPOSE_B: Number(transposeB),
      SUMS: Number(sums),
      FIRST: 2,
      PARAMETERS: inputs.length + bound.outputs.length,
    },
  };
  const workgroups = [
    Math.ceil(columns / TILE[way]),
    Math.ceil(rows / TILE[way]),
    Math.ceil(depth / chunk),
  ] as const;
  const parameters = [rows, columns, depth, chunk].map(u32);
  backend.run(program, { inputs, outputs: bound.outputs, parameters, workgroups });
}

/** What `addParts` adds up: `parts` matrices of `size` numbers, then as many vectors of `sums` numbers. */
interface Parts {
  readonly size: number;
  readonly columns: number;
  readonly parts: number;
  readonly sums: number;
}

/** Adds up the parts of a product, one behind the other in `partial`, and runs its epilogue. */
export function addParts(
  backend: GpuBackend,
  partial: tf.TensorInfo,
  { size, columns, parts, sums }: Parts,
  epilogue: Epilogue,
): void {
  const bound = operandsOf(epilogue);
  const inputs = [partial, ...bound.inputs];
  const workgroups = fold(Math.ceil((size + sums) / LANES));
  const program: GpuProgram = {
    name: `matmul reduce ${epilogue.kind}`,
    source: [...EPILOGUES[epilogue.kind], reduce].join('\n'),
    constants: { FIRST: 1, PARAMETERS: inputs.length + bound.outputs.length },
  };
  const parameters = [size, columns, parts, sums, workgroups[0]].map(u32);
  backend.run(program, { inputs, outputs: bound.outputs, parameters, workgroups });
}

function u32(value: number): GpuParameter {
  return { u32: value };
}
