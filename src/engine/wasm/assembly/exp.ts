import { madd } from './madd';

/**
 * e^x on four lanes: x = n ln 2 + r with |r| <= ln 2 / 2, a degree-6 polynomial for e^r (relative error below
 * 2e-7), and n put into the exponent bits. Below -87 the result is 0, above 88 it is clamped.
 */
// @ts-ignore: AssemblyScript decorator
@inline
export function exp4(x: v128): v128 {
  const low = f32x4.splat(-87);
  const clamped = f32x4.pmax(low, f32x4.pmin(f32x4.splat(88), x));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504)));
  // ln 2 in two parts, so that n ln 2 is exact enough.
  const r = madd(n, f32x4.splat(2.12194440e-4), madd(n, f32x4.splat(-0.693359375), clamped));
  let p = madd(f32x4.splat(1.0 / 720.0), r, f32x4.splat(1.0 / 120.0));
  p = madd(p, r, f32x4.splat(1.0 / 24.0));
  p = madd(p, r, f32x4.splat(1.0 / 6.0));
  p = madd(p, r, f32x4.splat(0.5));
  p = madd(p, r, f32x4.splat(1));
  p = madd(p, r, f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(p, power), f32x4.lt(x, low));
}
