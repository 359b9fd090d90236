import type * as tf from '@tensorflow/tfjs';
import {
  callStock,
  matrixOf,
  pointerTo,
  sizeOf,
  wasmInput,
  type WasmCall,
  type WasmKernel,
} from '../../backend/wasm-kernel';

export const linearKernels: Readonly<Record<string, WasmKernel>> = {
  BatchMatMul: batchMatMul,
  _FusedMatMul: fusedMatMul,
  KennelGelu: (call) => gelu(call, 0),
  KennelGeluGradient: (call) => gelu(call, pointerTo(call, 'dy')),
  KennelLinearGelu: linearGelu,
  KennelLinearGeluGradient: linearGeluGradient,
  KennelWeightGradient: weightGradient,
  KennelColumnSum: columnSum,
};

function batchMatMul(call: WasmCall): tf.TensorInfo {
  const a = wasmInput(call, 'a');
  const b = wasmInput(call, 'b');
  const batchA = sizeOf(a) / (matrixOf(a)[0] * matrixOf(a)[1]);
  const batchB = sizeOf(b) / (matrixOf(b)[0] * matrixOf(b)[1]);
  const plain = a.dtype === 'float32' && b.dtype === 'float32' && sizeOf(a) > 0 && sizeOf(b) > 0;
  if (!plain || batchA !== batchB) return callStock(call);
  return multiply(call, batchA, 0);
}

function fusedMatMul(call: WasmCall): tf.TensorInfo {
  const a = wasmInput(call, 'a');
  const b = wasmInput(call, 'b');
  const bias = call.inputs['bias'];
  const ours =
    call.attrs['activation'] === 'linear' && a.shape.length === b.shape.length && bias?.shape.length === 1;
  const single =
    sizeOf(a) === matrixOf(a)[0] * matrixOf(a)[1] && sizeOf(b) === matrixOf(b)[0] * matrixOf(b)[1];
  if (!ours || !single || sizeOf(a) === 0) return callStock(call);
  return multiply(call, 1, call.backend.pointer(bias));
}

/** `batch` products of the inputs a and b; `bias` is the address of a row added to each, or 0. */
function multiply(call: WasmCall, batch: number, bias: number): tf.TensorInfo {
  const a = wasmInput(call, 'a');
  const b = wasmInput(call, 'b');
  const transA = call.attrs['transposeA'] === true;
  const transB = call.attrs['transposeB'] === true;
  const [rowsA, columnsA] = matrixOf(a);
  const [rowsB, columnsB] = matrixOf(b);
  const [m, k] = transA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transB ? rowsB : columnsB;
  const { backend } = call;
  const pointerA = backend.pointer(a);
  const pointerB = backend.pointer(b);
  const out = backend.output([...a.shape.slice(0, -2), m, n]);
  for (let i = 0; i < batch; i++) {
    const atA = pointerA + i * rowsA * columnsA * 4;
    const atB = pointerB + i * rowsB * columnsB * 4;
    const atC = out.pointer + i * m * n * 4;
    backend.module.kernels.matMul(+transA, +transB, m, n, k, atA, atB, atC, bias, 0, 0, 0, 0);
  }
  return out.info;
}

/** Outputs: GELU(x w^T + b) and what the GELU was taken of. */
function linearGelu(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const x = wasmInput(call, 'x');
  const w = wasmInput(call, 'w');
  const [m, k] = matrixOf(x);
  const [n] = matrixOf(w);
  const [atX, atW, bias] = [backend.pointer(x), backend.pointer(w), pointerTo(call, 'b')];
  const out = backend.output([m, n]);
  const inner = backend.output([m, n]);
  backend.module.kernels.matMul(0, 1, m, n, k, atX, atW, inner.pointer, bias, 0, out.pointer, 0, 0);
  return [out.info, inner.info];
}

/** Outputs: (dy w) GELU'(inner) and GELU(inner), for a linear layer of weight w after a GELU. */
function linearGeluGradient(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const dy = wasmInput(call, 'dy');
  const inner = wasmInput(call, 'inner');
  const [m, n] = matrixOf(inner);
  const k = matrixOf(dy)[1];
  const [atDy, atW, atInner] = [backend.pointer(dy), pointerTo(call, 'w'), backend.pointer(inner)];
  const slope = backend.output([m, n]);
  const y = backend.output([m, n]);
  backend.module.kernels.matMul(0, 0, m, n, k, atDy, atW, slope.pointer, 0, 0, y.pointer, 0, atInner);
  return [slope.info, y.info];
}

/** Outputs: dy^T x and the column sums of dy, taken while dy is packed for the product. */
function weightGradient(call: WasmCall): tf.TensorInfo[] {
  const { backend } = call;
  const x = wasmInput(call, 'x');
  const dy = wasmInput(call, 'dy');
  const [k, n] = matrixOf(x);
  const m = matrixOf(dy)[1];
  const [atDy, atX] = [backend.pointer(dy), backend.pointer(x)];
  const dw = backend.output([m, n]);
  const db = backend.output([m]);
  backend.module.kernels.matMul(1, 0, m, n, k, atDy, atX, dw.pointer, 0, 0, 0, db.pointer, 0);
  return [dw.info, db.info];
}

/** `gradient`: the address of dy, or 0 for the value. */
function gelu(call: WasmCall, gradient: number): tf.TensorInfo {
  const x = wasmInput(call, 'x');
  const out = call.backend.output(x.shape);
  call.backend.module.kernels.gelu(call.backend.pointer(x), gradient, out.pointer, sizeOf(x));
  return out.info;
}

function columnSum(call: WasmCall): tf.TensorInfo {
  const x = wasmInput(call, 'x');
  const [rows, columns] = matrixOf(x);
  const out = call.backend.output([columns]);
  call.backend.module.kernels.sumColumns(call.backend.pointer(x), out.pointer, rows, columns);
  return out.info;
}
