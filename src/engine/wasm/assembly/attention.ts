// Attention of one (sequence, head) per chunk, over packed sequences: rows offsets[b] .. offsets[b+1] of [N, H]
// matrices belong to sequence b and nothing is padded. The T x T probabilities live only in the thread's scratch,
// a few rows at a time; the backward pass recomputes them from the saved log-sum-exp of each row.
import { Job, argument, run, setArgument, threads } from './jobs';
import { exp4 } from './exp';
import { madd } from './madd';
import { sum4 } from './sum4';

/** Keys are handled in blocks of 16: transposed operands are padded to this. */
const BLOCK: i32 = 16;
/** Query rows per block of the backward pass. */
const ROWS: i32 = 4;

// Arguments, forward: 0 q, 1 k, 2 v, 3 offsets, 4 heads, 5 H, 6 out, 7 log-sum-exp [N, heads], 8 scratch,
// 9 scratch bytes per thread. Backward besides: 10 dout, 11 dq, 12 dk, 13 dv (out is argument 6).

// @ts-ignore: AssemblyScript decorator
@inline
function ceilTo(n: i32, unit: i32): i32 {
  return ((n + unit - 1) / unit) * unit;
}

/**
 * Multi-head attention over `sequences` packed sequences, the longest of `longest` rows. With a gradient of the
 * output (`dout` not 0) it writes dq, dk and dv instead of `out` and `lse`, which must then hold the forward's.
 * Rows behind the last sequence become zeros.
 */
export function attention(q: i32, k: i32, v: i32, offsets: i32, sequences: i32, longest: i32, heads: i32, rows: i32, width: i32, out: i32, lse: i32, dout: i32, dq: i32, dk: i32, dv: i32): void {
  const used = load<i32>(<usize>offsets + (<usize>sequences << 2));
  if (dout) {
    clearRows(dq, used, rows, width);
    clearRows(dk, used, rows, width);
    clearRows(dv, used, rows, width);
  } else {
    clearRows(out, used, rows, width);
    clearRows(lse, used, rows, heads);
  }
  const d = width / heads;
  const dp = ceilTo(d, 4);
  const tp = ceilTo(longest, BLOCK);
  const bytes = (2 * d * tp + 5 * longest * dp + 2 * ROWS * tp) << 2;
  const scratch = heap.alloc(<usize>bytes * <usize>threads());
  setArgument(0, q);
  setArgument(1, k);
  setArgument(2, v);
  setArgument(3, offsets);
  setArgument(4, heads);
  setArgument(5, width);
  setArgument(6, out);
  setArgument(7, lse);
  setArgument(8, <i32>scratch);
  setArgument(9, bytes);
  setArgument(10, dout);
  setArgument(11, dq);
  setArgument(12, dk);
  setArgument(13, dv);
  run(dout ? Job.AttentionBackward : Job.AttentionForward, sequences * heads);
  heap.free(scratch);
}

function clearRows(matrix: i32, from: i32, to: i32, width: i32): void {
  const bytes = <usize>width << 2;
  memory.fill(<usize>matrix + <usize>from * bytes, 0, <usize>(to - from) * bytes);
}

/** Copies a head's slice [T, d] of [N, H] into rows of dp floats (d rounded up to 4, zero-filled). */
function copyHead(from: usize, rowBytes: usize, out: usize, t: i32, d: i32, dp: i32): void {
  for (let i = 0; i < t; i++) {
    memory.copy(out, from, <usize>d << 2);
    for (let c = d; c < dp; c++) store<f32>(out + (<usize>c << 2), 0);
    out += <usize>dp << 2;
    from += rowBytes;
  }
}

/** Copies a head's slice [T, d] of [N, H] transposed into [d, tp], zero beyond T. */
function transposeHead(from: usize, rowBytes: usize, out: usize, t: i32, d: i32, tp: i32): void {
  for (let c = 0; c < d; c++) {
    let source = from + (<usize>c << 2);
    let to = out + (<usize>(c * tp) << 2);
    for (let i = 0; i < t; i++, to += 4, source += rowBytes) store<f32>(to, load<f32>(source));
    for (let i = t; i < tp; i++, to += 4) store<f32>(to, 0);
  }
}

/** out[j] = scale * sum over c of x[c] m[c, j], m [d, tp]. */
function rowTimesMatrix(x: usize, m: usize, d: i32, tp: i32, scale: f32, out: usize): void {
  const stride = <usize>tp << 2;
  const s = f32x4.splat(scale);
  for (let j = 0; j < tp; j += BLOCK) {
    let from = m + (<usize>j << 2);
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
    for (let c = 0; c < d; c++, from += stride) {
      const v = v128.load32_splat(x + (<usize>c << 2));
      a0 = madd(v, v128.load(from), a0);
      a1 = madd(v, v128.load(from, 16), a1);
      a2 = madd(v, v128.load(from, 32), a2);
      a3 = madd(v, v128.load(from, 48), a3);
    }
    const to = out + (<usize>j << 2);
    v128.store(to, f32x4.mul(a0, s));
    v128.store(to, f32x4.mul(a1, s), 16);
    v128.store(to, f32x4.mul(a2, s), 32);
    v128.store(to, f32x4.mul(a3, s), 48);
  }
}

/** out[c] = scale * sum over j < t of p[j] rows[j, c], rows [t, dp]; writes d floats. */
function weightedRows(p: usize, rows: usize, t: i32, d: i32, dp: i32, scale: f32, out: usize): void {
  const stride = <usize>dp << 2;
  const s = f32x4.splat(scale);
  let c = 0;
  for (; c + 16 <= d; c += 16) {
    let from = rows + (<usize>c << 2);
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
    for (let j = 0; j < t; j++, from += stride) {
      const w = v128.load32_splat(p + (<usize>j << 2));
      a0 = madd(w, v128.load(from), a0);
      a1 = madd(w, v128.load(from, 16), a1);
      a2 = madd(w, v128.load(from, 32), a2);
      a3 = madd(w, v128.load(from, 48), a3);
    }
    const to = out + (<usize>c << 2);
    v128.store(to, f32x4.mul(a0, s));
    v128.store(to, f32x4.mul(a1, s), 16);
    v128.store(to, f32x4.mul(a2, s), 32);
    v128.store(to, f32x4.mul(a3, s), 48);
  }
  for (; c < d; c++) {
    let sum: f32 = 0;
    for (let j = 0; j < t; j++) sum += load<f32>(p + (<usize>j << 2)) * load<f32>(rows + <usize>j * stride + (<usize>c << 2));
    store<f32>(out + (<usize>c << 2), sum * scale);
  }
}

/** Turns scores into probabilities in place (zero beyond t) and returns their log-sum-exp. */
function softmaxRow(row: usize, t: i32, tp: i32): f32 {
  for (let j = t; j < tp; j++) store<f32>(row + (<usize>j << 2), -1e30);
  const end = row + (<usize>tp << 2);
  let best4 = v128.load(row);
  for (let at = row + 16; at < end; at += 16) best4 = f32x4.pmax(best4, v128.load(at));
  const best = max<f32>(
    max<f32>(f32x4.extract_lane(best4, 0), f32x4.extract_lane(best4, 1)),
    max<f32>(f32x4.extract_lane(best4, 2), f32x4.extract_lane(best4, 3)),
  );
  const shift = f32x4.splat(best);
  let total4 = f32x4.splat(0);
  for (let at = row; at < end; at += 16) {
    const e = exp4(f32x4.sub(v128.load(at), shift));
    v128.store(at, e);
    total4 = f32x4.add(total4, e);
  }
  const total = sum4(total4);
  const scale = f32x4.splat(1 / total);
  for (let at = row; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), scale));
  return best + <f32>Math.log(<f64>total);
}

export function attentionForward(chunk: i32, thread: i32): void {
  const heads = argument(4);
  const width = argument(5);
  const sequence = chunk / heads;
  const head = chunk % heads;
  const first = load<i32>(<usize>argument(3) + (<usize>sequence << 2));
  const t = load<i32>(<usize>argument(3) + (<usize>(sequence + 1) << 2)) - first;
  const d = width / heads;
  const dp = ceilTo(d, 4);
  const tp = ceilTo(t, BLOCK);
  const rowBytes = <usize>width << 2;
  const at = <usize>(first * width + head * d) << 2;
  const keys = <usize>argument(8) + <usize>thread * <usize>argument(9);
  const values = keys + (<usize>(d * tp) << 2);
  const row = values + (<usize>(t * dp) << 2);
  transposeHead(<usize>argument(1) + at, rowBytes, keys, t, d, tp);
  copyHead(<usize>argument(2) + at, rowBytes, values, t, d, dp);
  const scale: f32 = 1 / sqrt<f32>(<f32>d);
  for (let i = 0; i < t; i++) {
    const here = at + <usize>i * rowBytes;
    rowTimesMatrix(<usize>argument(0) + here, keys, d, tp, scale, row);
    const lse = softmaxRow(row, t, tp);
    store<f32>(<usize>argument(7) + (<usize>((first + i) * heads + head) << 2), lse);
    weightedRows(row, values, t, d, dp, 1, <usize>argument(6) + here);
  }
}

/** For ROWS or fewer query rows: out[j] += sum over r of w[r, j] x[r], j < t; w rows tp apart, x rows dp apart. */
function addOuter(w: usize, x: usize, rows: i32, t: i32, tp: i32, dp: i32, out: usize): void {
  const wStride = <usize>tp << 2;
  const xStride = <usize>dp << 2;
  const bytes = <usize>dp << 2;
  for (let j = 0; j < t; j++, out += bytes) {
    const at = w + (<usize>j << 2);
    if (rows == ROWS) {
      const w0 = v128.load32_splat(at);
      const w1 = v128.load32_splat(at + wStride);
      const w2 = v128.load32_splat(at + 2 * wStride);
      const w3 = v128.load32_splat(at + 3 * wStride);
      for (let c: usize = 0; c < bytes; c += 16) {
        let sum = v128.load(out + c);
        sum = madd(w0, v128.load(x + c), sum);
        sum = madd(w1, v128.load(x + xStride + c), sum);
        sum = madd(w2, v128.load(x + 2 * xStride + c), sum);
        sum = madd(w3, v128.load(x + 3 * xStride + c), sum);
        v128.store(out + c, sum);
      }
    } else {
      for (let r = 0; r < rows; r++) {
        const weight = v128.load32_splat(at + <usize>r * wStride);
        const from = x + <usize>r * xStride;
        for (let c: usize = 0; c < bytes; c += 16) {
          v128.store(out + c, f32x4.add(v128.load(out + c), f32x4.mul(weight, v128.load(from + c))));
        }
      }
    }
  }
}

/** Probabilities of one row from its scores and their log-sum-exp, then dS = P (dP - D) in place of dP. */
function probabilitiesAndSlope(p: usize, dp: usize, t: i32, tp: i32, lse: f32, dot: f32): void {
  for (let j = t; j < tp; j++) store<f32>(p + (<usize>j << 2), -1e30);
  const shift = f32x4.splat(lse);
  const dot4 = f32x4.splat(dot);
  const bytes = <usize>tp << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const probability = exp4(f32x4.sub(v128.load(p + at), shift));
    v128.store(p + at, probability);
    v128.store(dp + at, f32x4.mul(probability, f32x4.sub(v128.load(dp + at), dot4)));
  }
}

/** Copies rows of dp floats back into a head's slice of [N, H], scaled. */
function writeHead(from: usize, rowBytes: usize, out: usize, t: i32, d: i32, dp: i32, scale: f32): void {
  for (let i = 0; i < t; i++) {
    for (let c = 0; c < d; c++) store<f32>(out + (<usize>c << 2), load<f32>(from + (<usize>c << 2)) * scale);
    from += <usize>dp << 2;
    out += rowBytes;
  }
}

function dotRow(a: usize, b: usize, d: i32): f32 {
  let sum: f32 = 0;
  for (let c = 0; c < d; c++) sum += load<f32>(a + (<usize>c << 2)) * load<f32>(b + (<usize>c << 2));
  return sum;
}

export function attentionBackward(chunk: i32, thread: i32): void {
  const heads = argument(4);
  const width = argument(5);
  const sequence = chunk / heads;
  const head = chunk % heads;
  const first = load<i32>(<usize>argument(3) + (<usize>sequence << 2));
  const t = load<i32>(<usize>argument(3) + (<usize>(sequence + 1) << 2)) - first;
  const d = width / heads;
  const dp = ceilTo(d, 4);
  const tp = ceilTo(t, BLOCK);
  const rowBytes = <usize>width << 2;
  const at = <usize>(first * width + head * d) << 2;
  const headBytes = <usize>(t * dp) << 2;
  const keysT = <usize>argument(8) + <usize>thread * <usize>argument(9);
  const valuesT = keysT + (<usize>(d * tp) << 2);
  const keys = valuesT + (<usize>(d * tp) << 2);
  const queries = keys + headBytes;
  const slopes = queries + headBytes;
  const dKeys = slopes + headBytes;
  const dValues = dKeys + headBytes;
  const p = dValues + headBytes;
  const ds = p + (<usize>(ROWS * tp) << 2);
  transposeHead(<usize>argument(1) + at, rowBytes, keysT, t, d, tp);
  transposeHead(<usize>argument(2) + at, rowBytes, valuesT, t, d, tp);
  copyHead(<usize>argument(1) + at, rowBytes, keys, t, d, dp);
  copyHead(<usize>argument(0) + at, rowBytes, queries, t, d, dp);
  copyHead(<usize>argument(10) + at, rowBytes, slopes, t, d, dp);
  memory.fill(dKeys, 0, 2 * headBytes);
  const scale: f32 = 1 / sqrt<f32>(<f32>d);
  for (let i0 = 0; i0 < t; i0 += ROWS) {
    const rows = min(ROWS, t - i0);
    for (let r = 0; r < rows; r++) {
      const i = i0 + r;
      const here = at + <usize>i * rowBytes;
      const pRow = p + (<usize>(r * tp) << 2);
      const dsRow = ds + (<usize>(r * tp) << 2);
      const query = queries + (<usize>(i * dp) << 2);
      const slope = slopes + (<usize>(i * dp) << 2);
      rowTimesMatrix(query, keysT, d, tp, scale, pRow);
      rowTimesMatrix(slope, valuesT, d, tp, 1, dsRow);
      const lse = load<f32>(<usize>argument(7) + (<usize>((first + i) * heads + head) << 2));
      probabilitiesAndSlope(pRow, dsRow, t, tp, lse, dotRow(slope, <usize>argument(6) + here, d));
      weightedRows(dsRow, keys, t, d, dp, scale, <usize>argument(11) + here);
    }
    addOuter(p, slopes + (<usize>(i0 * dp) << 2), rows, t, tp, dp, dValues);
    addOuter(ds, queries + (<usize>(i0 * dp) << 2), rows, t, tp, dp, dKeys);
  }
  writeHead(dKeys, rowBytes, <usize>argument(12) + at, t, d, dp, scale);
  writeHead(dValues, rowBytes, <usize>argument(13) + at, t, d, dp, 1);
}
