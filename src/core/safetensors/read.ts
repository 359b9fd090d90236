import { InputError } from '../input-error';
import { isFloatDtype, type RawTensor } from './dtype';
import { bfloatsToFloats, halvesToFloats } from './half';
import { parseHeader } from './header';

export interface SafetensorsFile {
  /** Tensors of every type, in file order, as views into the file's bytes. */
  readonly tensors: Map<string, RawTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file without copying its data.
 * @param file Its name, for messages.
 * @throws InputError for anything that is not exactly a valid file; see `parseHeader`.
 */
export function readSafetensors(file: string, bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata, dataStart } = parseHeader(file, bytes);
  const tensors = new Map<string, RawTensor>();
  for (const { name, dtype, shape, begin, end } of entries)
    tensors.set(name, { dtype, shape, bytes: bytes.subarray(dataStart + begin, dataStart + end) });
  return { tensors, metadata };
}

/**
 * The values of an F32, F16 or BF16 tensor as float32, row-major; exact. An aligned F32 tensor is a view into the
 * file's bytes: treat it as read-only.
 * @throws InputError for any other type.
 */
export function decodeTensor(file: string, name: string, tensor: RawTensor): Float32Array {
  const { dtype, bytes } = tensor;
  if (!isFloatDtype(dtype))
    throw new InputError(file, `tensor "${name}" holds ${dtype}; Kennel reads F32, F16 and BF16`);
  if (dtype === 'F32') {
    const aligned = alignedTo(4, bytes);
    return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  }
  const aligned = alignedTo(2, bytes);
  const words = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
  return dtype === 'F16' ? halvesToFloats(words) : bfloatsToFloats(words);
}

/** Typed arrays must start at a multiple of their element size; files that don't align are copied. */
function alignedTo(width: number, bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % width === 0 ? bytes : bytes.slice();
}
