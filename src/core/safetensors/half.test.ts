import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { bfloatsToFloats, countHalfOverflow, floatsToHalves, halvesToFloats } from './half';

/** The value of a half by the definition in IEEE 754, in float64. */
function valueOfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const everyHalf = Uint16Array.from({ length: 65536 }, (_, i) => i);

test('every half becomes the value that IEEE 754 gives it', () => {
  const floats = halvesToFloats(everyHalf);
  for (const half of everyHalf) expect(Object.is(floats[half], valueOfHalf(half)), `half ${half}`).toBe(true);
});

test('every half survives the way to float32 and back', () => {
  const back = floatsToHalves(halvesToFloats(everyHalf));
  for (const half of everyHalf) {
    if (Number.isNaN(valueOfHalf(half)))
      expect(back[half]).toSatisfy((h: number) => Number.isNaN(valueOfHalf(h)));
    else expect(back[half], `half ${half}`).toBe(half);
  }
});

test('rounds to the nearest half, ties to even: between every two neighbours', () => {
  for (let half = 0; half < 0x7bff; half++) {
    const low = valueOfHalf(half);
    const high = valueOfHalf(half + 1);
    const middle = (low + high) / 2; // exact: float32 has 13 more bits than a half
    const nudge = (high - low) / 64;
    const got = floatsToHalves(Float32Array.of(middle - nudge, middle, middle + nudge, -middle));
    const even = half % 2 === 0 ? half : half + 1;
    expect([...got], `between halves ${half} and ${half + 1}`).toEqual([half, even, half + 1, even | 0x8000]);
  }
});

test('overflow becomes infinity and is counted; infinities and NaN are not overflow', () => {
  const floats = Float32Array.of(65504, 65519, 65520, -1e6, Infinity, NaN);
  expect([...halvesToFloats(floatsToHalves(floats))]).toEqual([
    65504,
    65504,
    Infinity,
    -Infinity,
    Infinity,
    NaN,
  ]);
  expect(countHalfOverflow(floats)).toBe(2);
});

test('bfloat16 is the upper half of a float32', () => {
  expect([...bfloatsToFloats(Uint16Array.of(0x3f80, 0xc000, 0x7f80, 0x0001))]).toEqual([
    1,
    -2,
    Infinity,
    2 ** -133,
  ]);
});

test('random floats are off by at most half a unit in the last place (seed 11)', () => {
  const random = createRandom(11);
  const floats = Float32Array.from({ length: 20_000 }, () => random.normal() * 2 ** (random.int(30) - 20));
  const back = halvesToFloats(floatsToHalves(floats));
  floats.forEach((value, i) => {
    const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(value))), -14) - 10);
    expect(Math.abs((back[i] ?? NaN) - value)).toBeLessThanOrEqual(unit / 2);
  });
});

test('converts 100 MB of float32 both ways in under two seconds', () => {
  const floats = new Float32Array(25_000_000).fill(0.1234);
  const start = performance.now();
  halvesToFloats(floatsToHalves(floats));
  expect(performance.now() - start).toBeLessThan(2000);
});
