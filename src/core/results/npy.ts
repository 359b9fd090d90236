/** `\x93NUMPY`. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Version 1.0: the length of the header is a 16-bit number. */
const VERSION = [1, 0];
/** The values start at a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 64;

/**
 * What stands before the values in a .npy file of a float32 matrix [rows, columns], row-major, little-endian.
 * Source: NumPy, "The .npy format" (numpy.lib.format), version 1.0.
 */
export function npyHeader(rows: number, columns: number): Uint8Array<ArrayBuffer> {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${String(rows)}, ${String(columns)}), }`;
  const before = MAGIC.length + VERSION.length + 2;
  const length = Math.ceil((before + description.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const text = `${description.padEnd(length - 1)}\n`;
  const bytes = new Uint8Array(before + length);
  bytes.set([...MAGIC, ...VERSION, length & 0xff, length >> 8]);
  bytes.set(new TextEncoder().encode(text), before);
  return bytes;
}
