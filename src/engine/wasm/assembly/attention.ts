// Attention of one (sequence, head) per chunk, over packed sequences: rows offsets[b] .. offsets[b+1] of [N, H]
// matrices belong to sequence b and nothing is padded. The T x T probabilities live only in the thread's scratch,
// a few rows at a time; the backward pass recomputes them from the saved log-sum-exp of each row.
import { Job, argument, run, setArgument, threads } from './jobs';
import { PANEL, ROWS, ceilTo, multiplyPanels, packHead, packHeadTransposed, writeRow } from './attention-tile';
import { exp4 } from './exp';
import { sum4 } from './sum4';

// Arguments, forward: 0 q, 1 k, 2 v, 3 offsets, 4 heads, 5 H, 6 out, 7 log-sum-exp [N, heads], 8 scratch,
// 9 scratch bytes per thread, 10 bias [heads, 2 reach - 1] or 0, 11 reach. Backward besides: 12 dout, 13 dq, 14 dk,
// 15 dv (out is argument 6), 16 gradients of the bias [chunks, 2 longest - 1] or 0, 17 longest.

/**
 * Multi-head attention over `sequences` packed sequences, the longest of `longest` rows. `bias`, unless 0, is
 * [heads, 2 reach - 1]: entry j - i + reach - 1 of its head is added to the score of query i and key j.
 * Rows behind the last sequence become zeros.
 */
export function attention(q: i32, k: i32, v: i32, offsets: i32, bias: i32, reach: i32, sequences: i32, longest: i32, heads: i32, rows: i32, width: i32, out: i32, lse: i32): void {
  const used = load<i32>(<usize>offsets + (<usize>sequences << 2));
  clearRows(out, used, rows, width);
  clearRows(lse, used, rows, heads);
  const dp = ceilTo(width / heads, PANEL);
  const tp = ceilTo(longest, PANEL);
  const scratch = setInputs(q, k, v, offsets, bias, reach, heads, width, out, lse, (2 * tp + ROWS) * dp + ROWS * tp);
  run(Job.AttentionForward, sequences * heads);
  heap.free(scratch);
}

/** Sets arguments 0 to 11 and returns the scratch, `floats` for each thread, for the caller to free. */
export function setInputs(q: i32, k: i32, v: i32, offsets: i32, bias: i32, reach: i32, heads: i32, width: i32, out: i32, lse: i32, floats: i32): usize {
  const scratch = heap.alloc((<usize>floats << 2) * <usize>threads());
  setArgument(0, q);
  setArgument(1, k);
  setArgument(2, v);
  setArgument(3, offsets);
  setArgument(4, heads);
  setArgument(5, width);
  setArgument(6, out);
  setArgument(7, lse);
  setArgument(8, <i32>scratch);
  setArgument(9, floats << 2);
  setArgument(10, bias);
  setArgument(11, reach);
  return scratch;
}

export function clearRows(matrix: i32, from: i32, to: i32, width: i32): void {
  const bytes = <usize>width << 2;
  memory.fill(<usize>matrix + <usize>from * bytes, 0, <usize>(to - from) * bytes);
}

/** Where entry 0 - i of a head's bias is, or 0 without bias. */
export function biasRow(head: i32, i: i32): usize {
  if (argument(10) == 0) return 0;
  const reach = argument(11);
  return <usize>argument(10) + (<usize>(head * (2 * reach - 1) + reach - 1 - i) << 2);
}

export function attentionForward(chunk: i32, thread: i32): void {
  const heads = argument(4);
  const width = argument(5);
  const head = chunk % heads;
  const offset = <usize>argument(3) + (<usize>(chunk / heads) << 2);
  const first = load<i32>(offset);
  const t = load<i32>(offset, 4) - first;
  const d = width / heads;
  const dp = ceilTo(d, PANEL);
  const tp = ceilTo(t, PANEL);
  const rowBytes = <usize>width << 2;
  const at = <usize>(first * width + head * d) << 2;
  const keys = <usize>argument(8) + <usize>thread * <usize>argument(9);
  const values = keys + (<usize>(d * tp) << 2);
  const scores = values + (<usize>(t * dp) << 2);
  const heard = scores + (<usize>(ROWS * tp) << 2);
  packHeadTransposed(<usize>argument(1) + at, rowBytes, keys, t, d);
  packHead(<usize>argument(2) + at, rowBytes, values, t, d);
  const scale: f32 = 1 / sqrt<f32>(<f32>d);
  for (let i0 = 0; i0 < t; i0 += ROWS) {
    const rows = min(ROWS, t - i0);
    const here = at + <usize>i0 * rowBytes;
    multiplyPanels(<usize>argument(0) + here, rowBytes, 4, rows, keys, d, tp / PANEL, 0, d, scores, <usize>tp << 2, false);
    for (let r = 0; r < rows; r++) {
      const lse = <usize>argument(7) + (<usize>((first + i0 + r) * heads + head) << 2);
      softmaxRow(scores + (<usize>(r * tp) << 2), biasRow(head, i0 + r), t, tp, scale, lse);
    }
    multiplyPanels(scores, <usize>tp << 2, 4, rows, values, t, dp / PANEL, 0, t, heard, <usize>dp << 2, false);
    for (let r = 0; r < rows; r++) {
      writeRow(heard + (<usize>(r * dp) << 2), <usize>argument(6) + here + <usize>r * rowBytes, d, 1);
    }
  }
}

/** Turns products into probabilities in place (zero beyond t) and stores their log-sum-exp. */
function softmaxRow(row: usize, bias: usize, t: i32, tp: i32, scale: f32, lse: usize): void {
  finishScores(row, bias, t, tp, scale);
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
  const share = f32x4.splat(1 / total);
  for (let at = row; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), share));
  store<f32>(lse, best + <f32>Math.log(<f64>total));
}

/** Scales products and adds the bias; beyond t they become what exp turns to 0. */
export function finishScores(row: usize, bias: usize, t: i32, tp: i32, scale: f32): void {
  const scale4 = f32x4.splat(scale);
  const end = row + (<usize>t << 2);
  if (bias) {
    // The last vector may read past the bias: it overwrites those scores below.
    const distance = bias - row;
    for (let at = row; at < end; at += 16) {
      v128.store(at, f32x4.add(f32x4.mul(v128.load(at), scale4), v128.load(at + distance)));
    }
  } else {
    for (let at = row; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), scale4));
  }
  for (let j = t; j < tp; j++) store<f32>(row + (<usize>j << 2), -1e30);
}
