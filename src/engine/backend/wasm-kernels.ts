import * as tf from '@tensorflow/tfjs';
import { WasmBackend } from './wasm-backend';

/** What a kernel is called with; the names inside `inputs` and `attrs` are the kernel's own. */
interface Call {
  readonly inputs: Readonly<Record<string, tf.TensorInfo | undefined>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: WasmBackend;
  /** tfjs's own kernel of the name, for the cases that ours leaves out. */
  readonly stock: tf.KernelFunc | undefined;
}

type Kernel = (call: Call) => tf.TensorInfo | tf.TensorInfo[];

/** Registers our kernels for the backend named "wasm", over the stock CPU ones. */
export function registerWasmKernels(): void {
  tf.copyRegisteredKernels('cpu', 'wasm');
  const kernels: Record<string, Kernel> = {
    BatchMatMul: batchMatMul,
    _FusedMatMul: fusedMatMul,
    Add: add,
    KennelGelu: gelu,
    KennelGeluGradient: geluGradient,
    KennelColumnSum: columnSum,
    KennelLayerNorm: layerNorm,
    KennelLayerNormGradient: layerNormGradient,
    KennelEmbedNorm: embedNorm,
    KennelScatter: scatter,
    KennelAttention: attention,
    KennelAttentionGradient: attentionGradient,
  };
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const stock = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined; // undefined when there is none
    if (stock !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend }) => {
      if (!(backend instanceof WasmBackend)) throw new Error(`${kernelName} runs on the WASM backend only`);
      return backend.attempt(() => kernel({ inputs, attrs: attrs ?? {}, backend, stock: stock?.kernelFunc }));
    };
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}

function input(call: Call, name: string): tf.TensorInfo {
  const info = call.inputs[name];
  if (info === undefined) throw new Error(`kernel input ${name} is missing`);
  return info;
}

function size(info: tf.TensorInfo): number {
  return tf.util.sizeFromShape(info.shape);
}

/** Rows and columns of a matrix, or of the last two axes. */
function matrix(info: tf.TensorInfo): [rows: number, columns: number] {
  return [info.shape.at(-2) ?? 1, info.shape.at(-1) ?? 1];
}

/** Leaves a call to the stock kernel: the case is not one of ours. */
function callStock({ stock, inputs, attrs, backend }: Call): tf.TensorInfo {
  if (stock === undefined) throw new Error('there is no stock kernel for this case');
  const named = { inputs: inputs as tf.NamedTensorInfoMap, attrs: attrs as tf.NamedAttrMap, backend }; // as tfjs passed them
  const output = stock(named);
  if (Array.isArray(output)) throw new Error('one output expected');
  return output;
}

function batchMatMul(call: Call): tf.TensorInfo {
  const a = input(call, 'a');
  const b = input(call, 'b');
  const batchA = size(a) / (matrix(a)[0] * matrix(a)[1]);
  const batchB = size(b) / (matrix(b)[0] * matrix(b)[1]);
  const plain = a.dtype === 'float32' && b.dtype === 'float32' && size(a) > 0 && size(b) > 0;
  if (!plain || batchA !== batchB) return callStock(call);
  return multiply(call, a, b, batchA, 0);
}

function multiply(
  call: Call,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  batch: number,
  bias: number,
): tf.TensorInfo {
  const transA = call.attrs['transposeA'] === true;
  const transB = call.attrs['transposeB'] === true;
  const [rowsA, columnsA] = matrix(a);
  const [rowsB, columnsB] = matrix(b);
  const [m, k] = transA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transB ? rowsB : columnsB;
  const { backend } = call;
  const pointerA = backend.pointer(a);
  const pointerB = backend.pointer(b);
  const out = backend.output([...a.shape.slice(0, -2), m, n]);
  for (let i = 0; i < batch; i++) {
    const atA = pointerA + i * rowsA * columnsA * 4;
    const atB = pointerB + i * rowsB * columnsB * 4;
    backend.module.kernels.matMul(+transA, +transB, m, n, k, atA, atB, out.pointer + i * m * n * 4, bias, 0);
  }
  return out.info;
}

function fusedMatMul(call: Call): tf.TensorInfo {
  const a = input(call, 'a');
  const b = input(call, 'b');
  const bias = call.inputs['bias'];
  const ours =
    call.attrs['activation'] === 'linear' && a.shape.length === b.shape.length && bias?.shape.length === 1;
  const single = size(a) === matrix(a)[0] * matrix(a)[1] && size(b) === matrix(b)[0] * matrix(b)[1];
  if (!ours || !single || size(a) === 0) return callStock(call);
  return multiply(call, a, b, 1, call.backend.pointer(bias));
}

function add(call: Call): tf.TensorInfo {
  const a = input(call, 'a');
  const b = input(call, 'b');
  const same = tf.util.arraysEqual(a.shape, b.shape) && a.dtype === 'float32' && b.dtype === 'float32';
  if (!same || size(a) < 1024) return callStock(call);
  const out = call.backend.output(a.shape);
  call.backend.module.kernels.addTensors(
    call.backend.pointer(a),
    call.backend.pointer(b),
    out.pointer,
    size(a),
  );
  return out.info;
}

function gelu(call: Call): tf.TensorInfo {
  const x = input(call, 'x');
  const out = call.backend.output(x.shape);
  call.backend.module.kernels.gelu(call.backend.pointer(x), 0, out.pointer, size(x));
  return out.info;
}

function geluGradient(call: Call): tf.TensorInfo {
  const x = input(call, 'x');
  const out = call.backend.output(x.shape);
  const dy = call.backend.pointer(input(call, 'dy'));
  call.backend.module.kernels.gelu(call.backend.pointer(x), dy, out.pointer, size(x));
  return out.info;
}

function columnSum(call: Call): tf.TensorInfo {
  const x = input(call, 'x');
  const [rows, columns] = matrix(x);
  const out = call.backend.output([columns]);
  call.backend.module.kernels.sumColumns(call.backend.pointer(x), out.pointer, rows, columns);
  return out.info;
}

/** Outputs: y, the normalised rows, the reciprocal deviations. */
function layerNorm(call: Call): tf.TensorInfo[] {
  const x = input(call, 'x');
  const residual = call.inputs['residual'];
  const [rows, width] = matrix(x);
  const { backend } = call;
  const out = backend.output(x.shape);
  const normalised = backend.output(x.shape);
  const scales = backend.output([rows]);
  backend.module.kernels.layerNorm(
    backend.pointer(x),
    residual === undefined ? 0 : backend.pointer(residual),
    backend.pointer(input(call, 'gamma')),
    backend.pointer(input(call, 'beta')),
    out.pointer,
    normalised.pointer,
    scales.pointer,
    rows,
    width,
    Number(call.attrs['epsilon']),
  );
  return [out.info, normalised.info, scales.info];
}

/** Outputs: dx, dgamma, dbeta. */
function layerNormGradient(call: Call): tf.TensorInfo[] {
  const dy = input(call, 'dy');
  const [rows, width] = matrix(dy);
  const { backend } = call;
  const dx = backend.output(dy.shape);
  const dgamma = backend.output([width]);
  const dbeta = backend.output([width]);
  backend.module.kernels.layerNormGradient(
    backend.pointer(dy),
    backend.pointer(input(call, 'normalised')),
    backend.pointer(input(call, 'gamma')),
    backend.pointer(input(call, 'scales')),
    dx.pointer,
    dgamma.pointer,
    dbeta.pointer,
    rows,
    width,
  );
  return [dx.info, dgamma.info, dbeta.info];
}

/** Also for tables without types: then the type row is left out. */
function embedNorm(call: Call): tf.TensorInfo[] {
  const sum = embed(call);
  const outputs = layerNorm({ ...call, inputs: { ...call.inputs, x: sum } });
  call.backend.disposeData(sum.dataId);
  return outputs;
}

function embed(call: Call): tf.TensorInfo {
  const { backend } = call;
  const ids = input(call, 'ids');
  const word = input(call, 'word');
  const rows = size(ids);
  const width = matrix(word)[1];
  const out = backend.output([rows, width]);
  backend.module.kernels.embed(
    backend.pointer(ids),
    backend.pointer(input(call, 'positions')),
    backend.pointer(word),
    backend.pointer(input(call, 'position')),
    call.inputs['type'] === undefined ? 0 : backend.pointer(input(call, 'type')),
    out.pointer,
    rows,
    width,
  );
  return out.info;
}

/** The gradient of a gather: a table [tableRows, width] with every row of x added at its id. */
function scatter(call: Call): tf.TensorInfo {
  const { backend } = call;
  const x = input(call, 'x');
  const [rows, width] = matrix(x);
  const tableRows = Number(call.attrs['tableRows']);
  const out = backend.output([tableRows, width]);
  const ids = backend.pointer(input(call, 'ids'));
  backend.module.kernels.scatter(ids, backend.pointer(x), out.pointer, tableRows, rows, width);
  return out.info;
}

/** Outputs: attention [N, H] and the log-sum-exp of the scores [N, heads]. */
function attention(call: Call): tf.TensorInfo[] {
  const { backend } = call;
  const q = input(call, 'q');
  const [rows, width] = matrix(q);
  const heads = Number(call.attrs['heads']);
  const offsets = input(call, 'offsets');
  const out = backend.output([rows, width]);
  const lse = backend.output([rows, heads]);
  backend.module.kernels.attention(
    backend.pointer(q),
    backend.pointer(input(call, 'k')),
    backend.pointer(input(call, 'v')),
    backend.pointer(offsets),
    size(offsets) - 1,
    Number(call.attrs['longest']),
    heads,
    width,
    out.pointer,
    lse.pointer,
    0,
    0,
    0,
    0,
  );
  return [out.info, lse.info];
}

/** Outputs: dq, dk, dv. */
function attentionGradient(call: Call): tf.TensorInfo[] {
  const { backend } = call;
  const q = input(call, 'q');
  const offsets = input(call, 'offsets');
  const outputs = [backend.output(q.shape), backend.output(q.shape), backend.output(q.shape)] as const;
  backend.module.kernels.attention(
    backend.pointer(q),
    backend.pointer(input(call, 'k')),
    backend.pointer(input(call, 'v')),
    backend.pointer(offsets),
    size(offsets) - 1,
    Number(call.attrs['longest']),
    Number(call.attrs['heads']),
    matrix(q)[1],
    backend.pointer(input(call, 'out')),
    backend.pointer(input(call, 'lse')),
    backend.pointer(input(call, 'dy')),
    ...(outputs.map((output) => output.pointer) as [number, number, number]), // three outputs above
  );
  return outputs.map((output) => output.info);
}
