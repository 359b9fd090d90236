// One vector for each packed sequence: the mean of its rows or its first row, scaled to length 1 when asked for.
import { Job, argument, run, setArgument } from './jobs';
import { sum4 } from './sum4';

/** Lengths below this count as this, so that a zero vector stays zero. */
const SHORTEST: f32 = 1e-12;

/** out [sequences, width] and norms [sequences]: the lengths before scaling, 1 where nothing is scaled. */
export function pool(hidden: i32, offsets: i32, sequences: i32, width: i32, first: i32, normalise: i32, out: i32, norms: i32): void {
  setArgument(0, hidden);
  setArgument(1, offsets);
  setArgument(2, width);
  setArgument(3, first);
  setArgument(4, normalise);
  setArgument(5, out);
  setArgument(6, norms);
  run(Job.PoolForward, sequences);
}

/** dx [rows, width]; rows behind the last sequence become zeros. */
export function poolGradient(dy: i32, out: i32, norms: i32, offsets: i32, sequences: i32, width: i32, first: i32, normalise: i32, dx: i32, rows: i32): void {
  const used = load<i32>(<usize>offsets + (<usize>sequences << 2));
  const bytes = <usize>width << 2;
  memory.fill(<usize>dx + <usize>used * bytes, 0, <usize>(rows - used) * bytes);
  setArgument(0, dy);
  setArgument(1, offsets);
  setArgument(2, width);
  setArgument(3, first);
  setArgument(4, normalise);
  setArgument(5, out);
  setArgument(6, norms);
  setArgument(7, dx);
  run(Job.PoolBackward, sequences);
}

// Arguments: 0 hidden (backward: dy), 1 offsets, 2 width, 3 whether only the first row counts, 4 whether to scale,
// 5 out, 6 norms; backward besides 7 dx.

export function poolForward(sequence: i32): void {
  const width = argument(2);
  const bytes = <usize>width << 2;
  const start = load<i32>(<usize>argument(1) + (<usize>sequence << 2));
  const end = load<i32>(<usize>argument(1) + (<usize>(sequence + 1) << 2));
  const rows = argument(3) ? min(1, end - start) : end - start;
  const out = <usize>argument(5) + <usize>sequence * bytes;
  memory.fill(out, 0, bytes);
  let from = <usize>argument(0) + <usize>start * bytes;
  for (let row = 0; row < rows; row++, from += bytes) addRow(from, out, bytes);
  if (rows > 1) scaleRow(out, out, 1 / <f32>rows, bytes);
  let norm: f32 = 1;
  if (argument(4)) {
    norm = max<f32>(SHORTEST, sqrt<f32>(dot(out, out, bytes)));
    scaleRow(out, out, 1 / norm, bytes);
  }
  store<f32>(<usize>argument(6) + (<usize>sequence << 2), norm);
}

/** Of the mean or first row: (dy - out (dy . out)) / norm, or dy itself; then shared among the rows. */
export function poolBackward(sequence: i32): void {
  const bytes = <usize>argument(2) << 2;
  const start = load<i32>(<usize>argument(1) + (<usize>sequence << 2));
  const end = load<i32>(<usize>argument(1) + (<usize>(sequence + 1) << 2));
  if (end == start) return;
  const dy = <usize>argument(0) + <usize>sequence * bytes;
  const out = <usize>argument(5) + <usize>sequence * bytes;
  const norm = load<f32>(<usize>argument(6) + (<usize>sequence << 2));
  const first = <usize>argument(7) + <usize>start * bytes;
  const along: f32 = argument(4) ? dot(dy, out, bytes) : 0;
  const scale: f32 = 1 / norm / (argument(3) ? 1 : <f32>(end - start));
  slopeRow(dy, out, along, scale, first, bytes);
  let row = first + bytes;
  const last = <usize>argument(7) + <usize>end * bytes;
  for (; row < last; row += bytes) {
    if (argument(3)) memory.fill(row, 0, bytes);
    else memory.copy(row, first, bytes);
  }
}

function addRow(x: usize, out: usize, bytes: usize): void {
  const whole = bytes & ~15;
  for (let at: usize = 0; at < whole; at += 16) v128.store(out + at, f32x4.add(v128.load(out + at), v128.load(x + at)));
  for (let at = whole; at < bytes; at += 4) store<f32>(out + at, load<f32>(out + at) + load<f32>(x + at));
}

function scaleRow(x: usize, out: usize, factor: f32, bytes: usize): void {
  const whole = bytes & ~15;
  const factor4 = f32x4.splat(factor);
  for (let at: usize = 0; at < whole; at += 16) v128.store(out + at, f32x4.mul(v128.load(x + at), factor4));
  for (let at = whole; at < bytes; at += 4) store<f32>(out + at, load<f32>(x + at) * factor);
}

function dot(a: usize, b: usize, bytes: usize): f32 {
  const whole = bytes & ~15;
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  let total = sum4(sum);
  for (let at = whole; at < bytes; at += 4) total += load<f32>(a + at) * load<f32>(b + at);
  return total;
}

/** to = (dy - out along) scale. */
function slopeRow(dy: usize, out: usize, along: f32, scale: f32, to: usize, bytes: usize): void {
  const whole = bytes & ~15;
  const along4 = f32x4.splat(along);
  const scale4 = f32x4.splat(scale);
  for (let at: usize = 0; at < whole; at += 16) {
    const centred = f32x4.sub(v128.load(dy + at), f32x4.mul(v128.load(out + at), along4));
    v128.store(to + at, f32x4.mul(centred, scale4));
  }
  for (let at = whole; at < bytes; at += 4) store<f32>(to + at, (load<f32>(dy + at) - load<f32>(out + at) * along) * scale);
}
