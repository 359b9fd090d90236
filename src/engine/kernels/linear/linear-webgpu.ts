import * as tf from '@tensorflow/tfjs';
import { fold } from '../../backend/webgpu-backend';
import { gpuInput, type GpuCall, type GpuKernel } from '../../backend/webgpu-kernel';
import columnSumSource from './column-sum.wgsl?raw';
import geluSource from './gelu.wgsl?raw';
import { addParts, multiply, type Product } from './matmul-webgpu';
import phi from './phi.wgsl?raw';

/** Threads of a workgroup in gelu.wgsl and column-sum.wgsl. */
const LANES = 64;
/** Rows that one thread of a column sum adds up. */
const STRETCH = 64;
/** Rows of C that one dispatch reaches: 65,535 workgroups of 32. */
const MOST_ROWS = 65_535 * 32;

export const linearKernels: Readonly<Record<string, GpuKernel>> = {
  BatchMatMul: (call) => matMul(call, undefined),
  _FusedMatMul: fusedMatMul,
  KennelGelu: (call) => runGelu(call, gpuInput(call, 'x'), 0),
  KennelGeluGradient: (call) => runGelu(call, gpuInput(call, 'dy'), 1),
  KennelLinearGelu: linearGelu,
  KennelLinearGeluGradient: linearGeluGradient,
  KennelWeightGradient: weightGradient,
  KennelColumnSum: columnSum,
};

function matrixOf(info: tf.TensorInfo): [rows: number, columns: number] {
  return [info.shape.at(-2) ?? 1, info.shape.at(-1) ?? 1];
}

function isSingleMatrix(info: tf.TensorInfo): boolean {
  const [rows, columns] = matrixOf(info);
  const size = tf.util.sizeFromShape(info.shape);
  return info.dtype === 'float32' && size > 0 && size === rows * columns;
}

function product(a: tf.TensorInfo, b: tf.TensorInfo, transposeA: boolean, transposeB: boolean): Product {
  const [rowsA, columnsA] = matrixOf(a);
  const [rowsB, columnsB] = matrixOf(b);
  const [rows, depth] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  return { a, b, transposeA, transposeB, rows, depth, columns: transposeB ? rowsB : columnsB };
}

function fusedMatMul(call: GpuCall): tf.TensorInfo {
  const bias = call.inputs['bias'];
  const ours = call.attrs['activation'] === 'linear' && (bias === undefined || bias.shape.length === 1);
  return ours ? matMul(call, bias) : callStock(call);
}

/** One float32 matrix by another; batches and other types are left to tfjs. */
function matMul(call: GpuCall, bias: tf.TensorInfo | undefined): tf.TensorInfo {
  const a = gpuInput(call, 'a');
  const b = gpuInput(call, 'b');
  const { transposeA, transposeB } = call.attrs;
  const c = product(a, b, transposeA === true, transposeB === true);
  const fits = Math.max(c.rows, c.columns) <= MOST_ROWS;
  if (!fits || !isSingleMatrix(a) || !isSingleMatrix(b) || a.shape.length !== b.shape.length)
    return callStock(call);
  const result = call.backend.output([...a.shape.slice(0, -2), c.rows, c.columns]);
  multiply(call.backend, c, bias === undefined ? { kind: 'plain', result } : { kind: 'bias', bias, result });
  return result;
}

function callStock({ stock, inputs, attrs, backend }: GpuCall): tf.TensorInfo {
  if (stock === undefined) throw new Error('there is no stock kernel for this case');
  const named = { inputs: inputs as tf.NamedTensorInfoMap, attrs: attrs as tf.NamedAttrMap, backend }; // as tfjs passed them
  const output = stock(named);
  if (Array.isArray(output)) throw new Error('one output expected');
  return output;
}

/** Outputs: GELU(x w^T + b) and what the GELU was taken of. */
function linearGelu(call: GpuCall): tf.TensorInfo[] {
  const c = product(gpuInput(call, 'x'), gpuInput(call, 'w'), false, true);
  const [result, inner] = [
    call.backend.output([c.rows, c.columns]),
    call.backend.output([c.rows, c.columns]),
  ];
  multiply(call.backend, c, { kind: 'gelu', bias: gpuInput(call, 'b'), result, inner });
  return [result, inner];
}

/** Outputs: (dy w) GELU'(inner) and GELU(inner), for a linear layer of weight w after a GELU. */
function linearGeluGradient(call: GpuCall): tf.TensorInfo[] {
  const c = product(gpuInput(call, 'dy'), gpuInput(call, 'w'), false, false);
  const inner = gpuInput(call, 'inner');
  const [result, activation] = [call.backend.output(inner.shape), call.backend.output(inner.shape)];
  multiply(call.backend, c, { kind: 'geluGradient', inner, result, activation });
  return [result, activation];
}

/** Outputs: dy^T x and the column sums of dy, which are the gradients of w and b in x w^T + b. */
function weightGradient(call: GpuCall): tf.TensorInfo[] {
  const c = product(gpuInput(call, 'dy'), gpuInput(call, 'x'), true, false);
  const [result, sums] = [call.backend.output([c.rows, c.columns]), call.backend.output([c.rows])];
  multiply(call.backend, c, { kind: 'sums', result, sums });
  return [result, sums];
}

function columnSum(call: GpuCall): tf.TensorInfo {
  const { backend } = call;
  const x = gpuInput(call, 'x');
  const [rows, columns] = matrixOf(x);
  const stretch = Math.max(STRETCH, Math.ceil(Math.sqrt(rows)));
  const stretches = Math.ceil(rows / stretch);
  const result = backend.output([columns]);
  const partial = stretches === 1 ? result : backend.output([stretches * columns]);
  backend.run(
    { name: 'column sum', source: columnSumSource },
    {
      inputs: [x],
      outputs: [partial],
      parameters: [{ u32: rows }, { u32: columns }, { u32: stretch }],
      workgroups: [Math.ceil(columns / LANES), stretches],
    },
  );
  if (stretches === 1) return result;
  addParts(
    backend,
    partial,
    { size: columns, columns, parts: stretches, sums: 0 },
    { kind: 'plain', result },
  );
  backend.disposeData(partial.dataId);
  return result;
}

function runGelu(call: GpuCall, dy: tf.TensorInfo, gradient: 0 | 1): tf.TensorInfo {
  const { backend } = call;
  const x = gpuInput(call, 'x');
  const size = tf.util.sizeFromShape(x.shape);
  const result = backend.output(x.shape);
  const workgroups = fold(Math.ceil(size / LANES));
  backend.run(
    { name: 'gelu', source: [phi, geluSource].join('\n'), constants: { GRADIENT: gradient } },
    {
      inputs: [x, dy],
      outputs: [result],
      parameters: [{ u32: size }, { u32: workgroups[0] }],
      workgroups,
    },
  );
  return result;
}
