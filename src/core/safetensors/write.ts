import type { FloatTensor, RawTensor } from './dtype';
import { DTYPE_BYTES, elementCount } from './dtype';
import { countHalfOverflow, floatsToHalves } from './half';

export type Precision = 'F32' | 'F16';

/** What `planSafetensors` makes: the size is known before any tensor is converted. */
export interface SafetensorsPlan {
  readonly byteLength: number;
  /** Tensors with finite values too large for half precision, which become infinities; empty for F32. */
  readonly overflow: readonly { readonly name: string; readonly count: number }[];
  /** The file in order, tensor by tensor, so that only one converted tensor is in memory at a time. */
  chunks(): Generator<Uint8Array>;
}

interface Placed {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly byteLength: number;
  readonly bytes: () => Uint8Array;
}

/**
 * Plans a safetensors file. Float tensors are written in `precision` (F16: nearest, ties to even), raw tensors as
 * they are. The order is that of the reference writer (wider types first, then by name), so equal input gives equal
 * bytes.
 */
export function planSafetensors(
  tensors: ReadonlyMap<string, FloatTensor | RawTensor>,
  precision: Precision,
): SafetensorsPlan {
  const placed = [...tensors].map(([name, tensor]) => place(name, tensor, precision));
  placed.sort((a, b) => width(b) - width(a) || compare(a.name, b.name));
  const header = encodeHeader(placed);
  return {
    byteLength: placed.reduce((sum, tensor) => sum + tensor.byteLength, header.length),
    overflow: precision === 'F16' ? overflowOf(tensors) : [],
    *chunks() {
      yield header;
      for (const tensor of placed) yield tensor.bytes();
    },
  };
}

function place(name: string, tensor: FloatTensor | RawTensor, precision: Precision): Placed {
  if ('bytes' in tensor) {
    const { dtype, shape, bytes } = tensor;
    return { name, dtype, shape, byteLength: bytes.length, bytes: () => bytes };
  }
  const { shape, values } = tensor;
  if (elementCount(shape) !== values.length)
    throw new Error(`tensor "${name}" has ${values.length} values for shape [${shape.join(', ')}]`);
  const byteLength = values.length * (precision === 'F16' ? 2 : 4);
  return { name, dtype: precision, shape, byteLength, bytes: () => encode(values, precision) };
}

function encode(values: Float32Array, precision: Precision): Uint8Array {
  if (precision === 'F16') return new Uint8Array(floatsToHalves(values).buffer);
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** The JSON header, padded with spaces so that the data section starts at a multiple of 8. */
function encodeHeader(placed: readonly Placed[]): Uint8Array {
  const header: [string, unknown][] = [['__metadata__', { format: 'pt' }]];
  let offset = 0;
  for (const { name, dtype, shape, byteLength } of placed) {
    header.push([name, { dtype, shape, data_offsets: [offset, offset + byteLength] }]);
    offset += byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded).fill(0x20, 8);
  new DataView(bytes.buffer).setUint32(0, padded, true);
  bytes.set(json, 8);
  return bytes;
}

function overflowOf(
  tensors: ReadonlyMap<string, FloatTensor | RawTensor>,
): { name: string; count: number }[] {
  const counts = [...tensors].map(([name, tensor]) => ({
    name,
    count: 'values' in tensor ? countHalfOverflow(tensor.values) : 0,
  }));
  return counts.filter(({ count }) => count > 0);
}

function width(tensor: Placed): number {
  return DTYPE_BYTES[tensor.dtype] ?? 0;
}

/** By code units: the same order on every machine and in every language setting. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
