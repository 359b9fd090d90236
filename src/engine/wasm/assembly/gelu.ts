// GELU(x) = x Phi(x), Phi the normal distribution function, exact form (erf), four lanes at a time. Both Phi and the
// slope are 1/2 + x P(x^2) / Q(x^2) on [-LIMIT, LIMIT], with P and Q of degree 5 fitted for the least largest absolute
// error (7e-9 and 1.1e-7; 2e-7 and 3e-7 with float32's rounding), and 0 or 1 beyond: one division and no exponential.
import { Job, argument, run, setArgument } from './jobs';
import { madd } from './madd';

/** Floats per chunk of work. */
const SPAN: i32 = 16384;
/** Phi(-5.5) is 2e-8. */
const LIMIT: f32 = 5.5;

// @ts-ignore: AssemblyScript decorator
@inline
function clamp4(x: v128): v128 {
  return f32x4.pmax(f32x4.splat(-LIMIT), f32x4.pmin(f32x4.splat(LIMIT), x));
}

/** 1/2 + x p / q, and 0 below -LIMIT, where x times what rounding leaves of it could be large. */
// @ts-ignore: AssemblyScript decorator
@inline
function aroundHalf(x: v128, clamped: v128, p: v128, q: v128): v128 {
  const value = madd(clamped, f32x4.div(p, q), f32x4.splat(0.5));
  return v128.andnot(value, f32x4.lt(x, f32x4.splat(-LIMIT)));
}

// @ts-ignore: AssemblyScript decorator
@inline
function phi4(x: v128): v128 {
  const clamped = clamp4(x);
  const u = f32x4.mul(clamped, clamped);
  let p = madd(f32x4.splat(2.27496617e-8), u, f32x4.splat(6.35208835e-6));
  p = madd(p, u, f32x4.splat(0.000168821847));
  p = madd(p, u, f32x4.splat(0.00467723701));
  p = madd(p, u, f32x4.splat(0.0338522755));
  p = madd(p, u, f32x4.splat(0.398942232));
  let q = madd(f32x4.splat(1.19751053e-6), u, f32x4.splat(7.3646268e-5));
  q = madd(q, u, f32x4.splat(0.00188442285));
  q = madd(q, u, f32x4.splat(0.028645657));
  q = madd(q, u, f32x4.splat(0.251520991));
  q = madd(q, u, f32x4.splat(1));
  return aroundHalf(x, clamped, p, q);
}

/** The derivative of GELU: Phi(x) + x phi(x). */
// @ts-ignore: AssemblyScript decorator
@inline
function slope4(x: v128): v128 {
  const clamped = clamp4(x);
  const u = f32x4.mul(clamped, clamped);
  let p = madd(f32x4.splat(1.90872257e-7), u, f32x4.splat(3.58032048e-5));
  p = madd(p, u, f32x4.splat(2.05930774e-5));
  p = madd(p, u, f32x4.splat(0.0142190391));
  p = madd(p, u, f32x4.splat(-0.0309439208));
  p = madd(p, u, f32x4.splat(0.797885299));
  let q = madd(f32x4.splat(8.88712202e-6), u, f32x4.splat(0.000192060339));
  q = madd(q, u, f32x4.splat(0.00352181983));
  q = madd(q, u, f32x4.splat(0.0409885161));
  q = madd(q, u, f32x4.splat(0.294558734));
  q = madd(q, u, f32x4.splat(1));
  return aroundHalf(x, clamped, p, q);
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
    v128.store(out + at, f32x4.mul(v, phi4(v)));
  }
  for (let at = whole; at < bytes; at += 4) {
    const v = v128.load32_splat(x + at);
    v128.store32_lane(out + at, f32x4.mul(v, phi4(v)), 0);
  }
}

/** slopes *= GELU'(x) and out = GELU(x), `length` floats. */
export function geluBothSpan(x: usize, slopes: usize, out: usize, length: i32): void {
  const bytes = <usize>length << 2;
  const whole = bytes & ~15;
  for (let at: usize = 0; at < whole; at += 16) {
    const v = v128.load(x + at);
    v128.store(slopes + at, f32x4.mul(v128.load(slopes + at), slope4(v)));
    v128.store(out + at, f32x4.mul(v, phi4(v)));
  }
  for (let at = whole; at < bytes; at += 4) {
    const v = v128.load32_splat(x + at);
    v128.store32_lane(slopes + at, f32x4.mul(v128.load32_splat(slopes + at), slope4(v)), 0);
    v128.store32_lane(out + at, f32x4.mul(v, phi4(v)), 0);
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
    v128.store(out + at, f32x4.mul(v128.load(gradient + at), slope4(v)));
  }
}
