/**
 * IEEE 754 half precision and bfloat16 to and from float32, by bit patterns.
 * Source: IEEE 754-2019, 3.6 (binary16: 1 sign, 5 exponent, 10 fraction bits); bfloat16 is the upper half of a float32.
 */

/** The float32 bit pattern of every half, made at first use: 256 KB. */
let halfTable: Uint32Array | undefined;

function floatBitsOfHalf(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return (sign | 0x7f800000 | (fraction << 13)) >>> 0;
  if (exponent !== 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0;
  if (fraction === 0) return sign >>> 0;
  // Subnormal half: a normal float32. Shift until the leading one stands where the implicit bit is.
  const shift = Math.clz32(fraction) - 21;
  return (sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13)) >>> 0;
}

function tableOfHalves(): Uint32Array {
  halfTable ??= Uint32Array.from({ length: 65536 }, (_, half) => floatBitsOfHalf(half));
  return halfTable;
}

/** Halves to float32; exact. */
export function halvesToFloats(halves: Uint16Array): Float32Array {
  const table = tableOfHalves();
  const floats = new Float32Array(halves.length);
  const bits = new Uint32Array(floats.buffer);
  // Indices of both arrays are in range; the fallbacks satisfy the compiler and cost nothing measurable.
  for (let i = 0; i < halves.length; i++) bits[i] = table[halves[i] ?? 0] ?? 0;
  return floats;
}

/** bfloat16 to float32; exact. */
export function bfloatsToFloats(bfloats: Uint16Array): Float32Array {
  const floats = new Float32Array(bfloats.length);
  const bits = new Uint32Array(floats.buffer);
  for (let i = 0; i < bfloats.length; i++) bits[i] = (bfloats[i] ?? 0) << 16;
  return floats;
}

function halfOfFloatBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  // A NaN keeps the top of its payload and the quiet bit, so that it can't turn into an infinity.
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x1ff);
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // 65520 and above round to infinity
  if (magnitude >= 0x38800000) {
    // Normal half. Adding the fraction's rounding constant carries into the exponent where it must.
    const even = (magnitude >>> 13) & 1;
    return sign | ((magnitude - 0x38000000 + 0xfff + even) >>> 13);
  }
  if (magnitude < 0x33000000) return sign; // below half of the smallest subnormal
  const shift = 126 - (magnitude >>> 23);
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const kept = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return sign | (kept + (rest > middle || (rest === middle && (kept & 1) === 1) ? 1 : 0));
}

/** float32 to halves, rounding to nearest, ties to even; magnitudes from 65520 become infinities. */
export function floatsToHalves(floats: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  const halves = new Uint16Array(floats.length);
  for (let i = 0; i < halves.length; i++) halves[i] = halfOfFloatBits(bits[i] ?? 0);
  return halves;
}

/** How many finite values are too large for half precision (they would become infinities). */
export function countHalfOverflow(floats: Float32Array): number {
  let count = 0;
  for (let i = 0; i < floats.length; i++) {
    const magnitude = Math.abs(floats[i] ?? 0);
    if (magnitude >= 65520 && magnitude !== Infinity) count++;
  }
  return count;
}
