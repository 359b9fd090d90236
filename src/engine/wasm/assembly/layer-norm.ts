// y = (s - mean(s)) / sqrt(var(s) + eps) * gamma + beta over the last axis, s = x (+ residual).
import { Job, argument, argumentF32, run, setArgument, setArgumentF32 } from './jobs';
import { sum4 } from './sum4';

/** Rows per chunk; the gradients of gamma and beta are summed chunk by chunk, in order. */
const ROWS: i32 = 64;

/** `residual` is 0 or the address of a second summand; `normalised` and `scales` are saved for the gradient. */
export function layerNorm(x: i32, residual: i32, gamma: i32, beta: i32, out: i32, normalised: i32, scales: i32, rows: i32, width: i32, epsilon: f32): void {
  setRowArguments(gamma, beta, out, normalised, scales, rows, width, epsilon);
  setArgument(0, x);
  setArgument(1, residual);
  run(Job.LayerNormForward, (rows + ROWS - 1) / ROWS);
}

/** What `normaliseRow` reads: arguments 2 to 9 (see `layerNormForward`). */
export function setRowArguments(gamma: i32, beta: i32, out: i32, normalised: i32, scales: i32, rows: i32, width: i32, epsilon: f32): void {
  setArgument(2, gamma);
  setArgument(3, beta);
  setArgument(4, out);
  setArgument(5, normalised);
  setArgument(6, scales);
  setArgument(7, rows);
  setArgument(8, width);
  setArgumentF32(9, epsilon);
}

/** dx [rows, width], dgamma [width], dbeta [width]. */
export function layerNormGradient(dy: i32, normalised: i32, gamma: i32, scales: i32, dx: i32, dgamma: i32, dbeta: i32, rows: i32, width: i32): void {
  const chunks = (rows + ROWS - 1) / ROWS;
  const sums = heap.alloc(<usize>(chunks * 2 * width) << 2);
  setArgument(0, dy);
  setArgument(1, normalised);
  setArgument(2, gamma);
  setArgument(3, scales);
  setArgument(4, dx);
  setArgument(5, <i32>sums);
  setArgument(6, rows);
  setArgument(7, width);
  run(Job.LayerNormBackward, chunks);
  for (let c = 0; c < width; c++) {
    let g: f32 = 0;
    let b: f32 = 0;
    for (let chunk = 0; chunk < chunks; chunk++) {
      const at = sums + (<usize>(chunk * 2 * width + c) << 2);
      g += load<f32>(at);
      b += load<f32>(at + (<usize>width << 2));
    }
    store<f32>(<usize>dgamma + (<usize>c << 2), g);
    store<f32>(<usize>dbeta + (<usize>c << 2), b);
  }
  heap.free(sums);
}

// Arguments: 0 x, 1 residual or 0, 2 gamma, 3 beta, 4 out, 5 normalised rows (saved for the backward pass),
// 6 reciprocal deviations [rows], 7 rows, 8 width, 9 epsilon.
export function layerNormForward(chunk: i32): void {
  const width = argument(8);
  const last = min(argument(7), (chunk + 1) * ROWS);
  for (let row = chunk * ROWS; row < last; row++) {
    const at = <usize>(row * width) << 2;
    const residual = <usize>argument(1);
    normaliseRow(row, <usize>argument(0) + at, residual ? residual + at : 0, <usize>argument(5) + at, <usize>argument(4) + at, width);
  }
}

/** Normalises x (+ residual, unless 0) of one row; x may be where `normalised` is. */
export function normaliseRow(row: i32, x: usize, residual: usize, normalised: usize, out: usize, width: i32): void {
  const bytes = <usize>width << 2;
  const whole = bytes & ~15;
  let total = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16) {
    let v = v128.load(x + i);
    if (residual) v = f32x4.add(v, v128.load(residual + i));
    v128.store(normalised + i, v);
    total = f32x4.add(total, v);
  }
  let sum = sum4(total);
  for (let i = whole; i < bytes; i += 4) {
    let v = load<f32>(x + i);
    if (residual) v += load<f32>(residual + i);
    store<f32>(normalised + i, v);
    sum += v;
  }
  const mean = sum / <f32>width;
  const mean4 = f32x4.splat(mean);
  total = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16) {
    const d = f32x4.sub(v128.load(normalised + i), mean4);
    total = f32x4.add(total, f32x4.mul(d, d));
  }
  let squares = sum4(total);
  for (let i = whole; i < bytes; i += 4) {
    const d = load<f32>(normalised + i) - mean;
    squares += d * d;
  }
  const scale: f32 = 1 / sqrt<f32>(squares / <f32>width + argumentF32(9));
  store<f32>(<usize>argument(6) + (<usize>row << 2), scale);
  scaleRow(normalised, out, mean, scale, bytes);
}

function scaleRow(normalised: usize, out: usize, mean: f32, scale: f32, bytes: usize): void {
  const gamma = <usize>argument(2);
  const beta = <usize>argument(3);
  const whole = bytes & ~15;
  const mean4 = f32x4.splat(mean);
  const scale4 = f32x4.splat(scale);
  for (let i: usize = 0; i < whole; i += 16) {
    const n = f32x4.mul(f32x4.sub(v128.load(normalised + i), mean4), scale4);
    v128.store(normalised + i, n);
    v128.store(out + i, f32x4.add(f32x4.mul(n, v128.load(gamma + i)), v128.load(beta + i)));
  }
  for (let i = whole; i < bytes; i += 4) {
    const n = (load<f32>(normalised + i) - mean) * scale;
    store<f32>(normalised + i, n);
    store<f32>(out + i, n * load<f32>(gamma + i) + load<f32>(beta + i));
  }
}

// Arguments: 0 dy, 1 normalised rows, 2 gamma, 3 reciprocal deviations, 4 dx, 5 partial sums [chunks, 2, width],
// 6 rows, 7 width.
export function layerNormBackward(chunk: i32): void {
  const width = argument(7);
  const last = min(argument(6), (chunk + 1) * ROWS);
  const sums = <usize>argument(5) + (<usize>(chunk * 2 * width) << 2);
  memory.fill(sums, 0, <usize>(2 * width) << 2);
  for (let row = chunk * ROWS; row < last; row++) {
    const at = <usize>(row * width) << 2;
    const scale = load<f32>(<usize>argument(3) + (<usize>row << 2));
    backwardRow(<usize>argument(0) + at, <usize>argument(1) + at, <usize>argument(4) + at, sums, width, scale);
  }
}

function backwardRow(dy: usize, normalised: usize, dx: usize, sums: usize, width: i32, scale: f32): void {
  const gamma = <usize>argument(2);
  const bytes = <usize>width << 2;
  const whole = bytes & ~15;
  const sumsBeta = sums + bytes;
  let first4 = f32x4.splat(0);
  let second4 = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16) {
    const g = v128.load(dy + i);
    const n = v128.load(normalised + i);
    const weighted = f32x4.mul(g, v128.load(gamma + i));
    const weightedN = f32x4.mul(weighted, n);
    first4 = f32x4.add(first4, weighted);
    second4 = f32x4.add(second4, weightedN);
    v128.store(sums + i, f32x4.add(v128.load(sums + i), f32x4.mul(g, n)));
    v128.store(sumsBeta + i, f32x4.add(v128.load(sumsBeta + i), g));
  }
  let first = sum4(first4);
  let second = sum4(second4);
  for (let i = whole; i < bytes; i += 4) {
    const g = load<f32>(dy + i);
    const n = load<f32>(normalised + i);
    const weighted = g * load<f32>(gamma + i);
    first += weighted;
    second += weighted * n;
    store<f32>(sums + i, load<f32>(sums + i) + g * n);
    store<f32>(sumsBeta + i, load<f32>(sumsBeta + i) + g);
  }
  first /= <f32>width;
  second /= <f32>width;
  const a = f32x4.splat(first);
  const b = f32x4.splat(second);
  const s = f32x4.splat(scale);
  for (let i: usize = 0; i < whole; i += 16) {
    const weighted = f32x4.mul(v128.load(dy + i), v128.load(gamma + i));
    const centred = f32x4.sub(f32x4.sub(weighted, a), f32x4.mul(v128.load(normalised + i), b));
    v128.store(dx + i, f32x4.mul(centred, s));
  }
  for (let i = whole; i < bytes; i += 4) {
    const weighted = load<f32>(dy + i) * load<f32>(gamma + i);
    store<f32>(dx + i, (weighted - first - load<f32>(normalised + i) * second) * scale);
  }
}
