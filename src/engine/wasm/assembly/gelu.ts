// GELU(x) = x Phi(x), Phi the normal distribution function, exact form (erf), four lanes at a time.
import { Job, argument, run, setArgument } from './jobs';
import { exp4 } from './exp';
import { madd } from './madd';

/** Floats per chunk of work. */
const SPAN: i32 = 16384;

/**
 * Phi(x) from exp(-x^2/2), by Abramowitz and Stegun 7.1.26 (absolute error of erf below 1.5e-7).
 */
// @ts-ignore: AssemblyScript decorator
@inline
function phi4(x: v128, bell: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678));
  const t = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(0.3275911), z)));
  let p = madd(f32x4.splat(1.061405429), t, f32x4.splat(-1.453152027));
  p = madd(p, t, f32x4.splat(1.421413741));
  p = madd(p, t, f32x4.splat(-0.284496736));
  p = madd(p, t, f32x4.splat(0.254829592));
  // Half of the complementary error function: Phi(-|x|).
  const tail = f32x4.mul(f32x4.splat(0.5), f32x4.mul(f32x4.mul(p, t), bell));
  const negative = f32x4.lt(x, f32x4.splat(0));
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), negative);
}

// @ts-ignore: AssemblyScript decorator
@inline
function bell4(x: v128): v128 {
  return exp4(f32x4.mul(f32x4.splat(-0.5), f32x4.mul(x, x)));
}

/** out = GELU(x); with a gradient of the output (not 0), out = its gradient with respect to x instead. */
export function gelu(x: i32, gradient: i32, out: i32, length: i32): void {
  setArgument(0, x);
  setArgument(1, out);
  setArgument(2, length);
  setArgument(3, gradient);
  run(gradient ? Job.GeluBackward : Job.GeluForward, (length + SPAN - 1) / SPAN);
}

// Arguments: 0 x, 1 out, 2 length, 3 gradient of out (backward only). Buffers are padded to whole vectors.

export function geluForward(chunk: i32): void {
  const first = chunk * SPAN;
  const at = <usize>first << 2;
  geluSpan(<usize>argument(0) + at, <usize>argument(1) + at, min(SPAN, argument(2) - first));
}

/** out = GELU(x), `length` floats. */
export function geluSpan(x: usize, out: usize, length: i32): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~15;
  for (let at: usize = 0; at < whole; at += 16) {
    const v = v128.load(x + at);
    v128.store(out + at, f32x4.mul(v, phi4(v, bell4(v))));
  }
  for (let at = whole; at < bytes; at += 4) {
    const v = v128.load32_splat(x + at);
    v128.store32_lane(out + at, f32x4.mul(v, phi4(v, bell4(v))), 0);
  }
}

/** dx = dout (Phi(x) + x phi(x)). */
export function geluBackward(chunk: i32): void {
  const first = chunk * SPAN;
  const last = min(argument(2), first + SPAN);
  const x = <usize>argument(0);
  const out = <usize>argument(1);
  const gradient = <usize>argument(3);
  for (let i = first; i < last; i += 4) {
    const at = <usize>i << 2;
    const v = v128.load(x + at);
    const bell = bell4(v);
    const density = f32x4.mul(bell, f32x4.splat(0.39894228));
    const slope = f32x4.add(phi4(v, bell), f32x4.mul(v, density));
    v128.store(out + at, f32x4.mul(v128.load(gradient + at), slope));
  }
}
