import { describe, expect, it } from 'vitest';
import { npyHeader } from './npy';

describe('npyHeader', () => {
  it.each([
    [0, 1],
    [3, 192],
    [200_000, 384],
    [12_345_678, 1024],
  ])('describes %i x %i float32 values as NumPy reads them', (rows, columns) => {
    const bytes = npyHeader(rows, columns);
    expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const length = new DataView(bytes.buffer).getUint16(8, true);
    expect(bytes.length).toBe(10 + length);
    expect(bytes.length % 64).toBe(0);
    const text = new TextDecoder().decode(bytes.subarray(10));
    expect(text).toMatch(
      new RegExp(`^\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(${rows}, ${columns}\\), \\} *\\n$`),
    );
  });

  it('is byte for byte what NumPy writes for a 2 x 3 matrix', () => {
    const text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    const expected = `\u0093NUMPY\u0001\u0000v\u0000${text.padEnd(0x76 - 1)}\n`;
    expect(String.fromCharCode(...npyHeader(2, 3))).toBe(expected);
  });
});
