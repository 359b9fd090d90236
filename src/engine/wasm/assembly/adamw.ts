import { Job, argument, argumentF32, run, setArgument, setArgumentF32 } from './jobs';
import { sum4 } from './sum4';

/** Floats per chunk of work. */
const SPAN: i32 = 16384;

/** One AdamW update of a tensor and its moments, in place; see `adamw`. `step` counts from 1. */
export function updateAdamW(w: i32, gradient: i32, m: i32, v: i32, length: i32, rate: f32, beta1: f32, beta2: f32, epsilon: f32, decay: f32, scale: f32, step: i32): void {
  setArgument(0, w);
  setArgument(1, gradient);
  setArgument(2, m);
  setArgument(3, v);
  setArgument(4, length);
  setArgumentF32(5, rate);
  setArgumentF32(6, beta1);
  setArgumentF32(7, beta2);
  setArgumentF32(8, epsilon);
  setArgumentF32(9, decay);
  setArgumentF32(10, scale);
  setArgumentF32(11, <f32>(1 / (1 - Math.pow(<f64>beta1, <f64>step))));
  setArgumentF32(12, <f32>(1 / (1 - Math.pow(<f64>beta2, <f64>step))));
  run(Job.AdamW, (length + SPAN - 1) / SPAN);
}

/** The sum of squares of a tensor, added up in float64. */
export function squaredNorm(x: i32, length: i32): f64 {
  const chunks = (length + SPAN - 1) / SPAN;
  const partial = heap.alloc(<usize>chunks << 3);
  setArgument(0, x);
  setArgument(1, <i32>partial);
  setArgument(2, length);
  run(Job.SumOfSquares, chunks);
  let total: f64 = 0;
  for (let chunk = 0; chunk < chunks; chunk++) total += load<f64>(partial + (<usize>chunk << 3));
  heap.free(partial);
  return total;
}

/**
 * One AdamW update, in place, with decoupled decay [Loshchilov & Hutter 2019].
 * Arguments: 0 w, 1 gradient, 2 m, 3 v, 4 length, 5 learning rate, 6 beta1, 7 beta2, 8 epsilon, 9 decay,
 * 10 gradient scale (clipping), 11 1/(1-beta1^t), 12 1/(1-beta2^t). Buffers are padded to whole vectors.
 */
export function adamw(chunk: i32): void {
  const first = chunk * SPAN;
  const last = min(argument(4), first + SPAN);
  const w = <usize>argument(0);
  const gradient = <usize>argument(1);
  const mAt = <usize>argument(2);
  const vAt = <usize>argument(3);
  const rate = f32x4.splat(argumentF32(5));
  const beta1 = f32x4.splat(argumentF32(6));
  const beta2 = f32x4.splat(argumentF32(7));
  const rest1 = f32x4.splat(1 - argumentF32(6));
  const rest2 = f32x4.splat(1 - argumentF32(7));
  const epsilon = f32x4.splat(argumentF32(8));
  const keep = f32x4.splat(1 - argumentF32(5) * argumentF32(9));
  const scale = f32x4.splat(argumentF32(10));
  const correct1 = f32x4.splat(argumentF32(11));
  const correct2 = f32x4.splat(argumentF32(12));
  for (let i = first; i < last; i += 4) {
    const at = <usize>i << 2;
    const g = f32x4.mul(v128.load(gradient + at), scale);
    const m = f32x4.add(f32x4.mul(beta1, v128.load(mAt + at)), f32x4.mul(rest1, g));
    const v = f32x4.add(f32x4.mul(beta2, v128.load(vAt + at)), f32x4.mul(rest2, f32x4.mul(g, g)));
    v128.store(mAt + at, m);
    v128.store(vAt + at, v);
    const step = f32x4.div(f32x4.mul(m, correct1), f32x4.add(f32x4.sqrt(f32x4.mul(v, correct2)), epsilon));
    v128.store(w + at, f32x4.sub(f32x4.mul(v128.load(w + at), keep), f32x4.mul(rate, step)));
  }
}

/** Sum of squares of one chunk, as float64, into partial[chunk]. Arguments: 0 x, 1 partial, 2 length. */
export function sumOfSquares(chunk: i32): void {
  const first = chunk * SPAN;
  const last = min(argument(2), first + SPAN);
  const x = <usize>argument(0);
  let total: f64 = 0;
  let i = first;
  // Blocks of 1,024 in float32, their sums in float64.
  while (i + 4 <= last) {
    const end = min(last & ~3, i + 1024);
    let sum = f32x4.splat(0);
    for (; i < end; i += 4) {
      const v = v128.load(x + (<usize>i << 2));
      sum = f32x4.add(sum, f32x4.mul(v, v));
    }
    total += <f64>sum4(sum);
  }
  for (; i < last; i++) {
    const v = <f64>load<f32>(x + (<usize>i << 2));
    total += v * v;
  }
  store<f64>(<usize>argument(1) + (<usize>chunk << 3), total);
}
