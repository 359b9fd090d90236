// The backward pass of attention.ts, which has the arguments.
import { Job, argument, run, setArgument } from './jobs';
import { biasRow, clearRows, finishScores, setInputs } from './attention';
import { PANEL, ROWS, ceilTo, multiplyPanels, packHead, packHeadTransposed, writeRow } from './attention-tile';
import { exp4 } from './exp';
import { sum4 } from './sum4';

/**
 * Gradients dq, dk, dv and, unless 0, `dbias` [heads, 2 reach - 1], from that of the output, `dout`; `out` and `lse`
 * are the forward's. Rows behind the last sequence become zeros.
 */
export function attentionGradient(q: i32, k: i32, v: i32, offsets: i32, bias: i32, reach: i32, sequences: i32, longest: i32, heads: i32, rows: i32, width: i32, out: i32, lse: i32, dout: i32, dq: i32, dk: i32, dv: i32, dbias: i32): void {
  const used = load<i32>(<usize>offsets + (<usize>sequences << 2));
  clearRows(dq, used, rows, width);
  clearRows(dk, used, rows, width);
  clearRows(dv, used, rows, width);
  const dp = ceilTo(width / heads, PANEL);
  const tp = ceilTo(longest, PANEL);
  const scratch = setInputs(q, k, v, offsets, bias, reach, heads, width, out, lse, (7 * tp + ROWS) * dp + 2 * ROWS * tp);
  const distances = 2 * longest - 1;
  const parts = dbias ? heap.alloc(<usize>(sequences * heads * distances) << 2) : 0;
  setArgument(12, dout);
  setArgument(13, dq);
  setArgument(14, dk);
  setArgument(15, dv);
  setArgument(16, <i32>parts);
  setArgument(17, longest);
  run(Job.AttentionBackward, sequences * heads);
  heap.free(scratch);
  if (!dbias) return;
  sumBiasParts(parts, <usize>dbias, sequences, heads, distances, reach - longest, 2 * reach - 1);
  heap.free(parts);
}

/** Adds up the gradients of the bias of all sequences, in order; distances that no sequence has get 0. */
function sumBiasParts(parts: usize, dbias: usize, sequences: i32, heads: i32, distances: i32, skipped: i32, stride: i32): void {
  memory.fill(dbias, 0, <usize>(heads * stride) << 2);
  for (let chunk = 0; chunk < sequences * heads; chunk++) {
    const from = parts + (<usize>(chunk * distances) << 2);
    const to = dbias + (<usize>((chunk % heads) * stride + skipped) << 2);
    for (let i = 0; i < distances; i++) {
      const at = <usize>i << 2;
      store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
    }
  }
}

export function attentionBackward(chunk: i32, thread: i32): void {
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
  const headBytes = <usize>(tp * dp) << 2;
  const scoreRow = <usize>tp << 2;
  const headRow = <usize>dp << 2;
  const keysT = <usize>argument(8) + <usize>thread * <usize>argument(9);
  const valuesT = keysT + headBytes;
  const keys = valuesT + headBytes;
  const queries = keys + headBytes;
  const slopes = queries + headBytes;
  const dKeys = slopes + headBytes;
  const dValues = dKeys + headBytes;
  const p = dValues + headBytes;
  const ds = p + ROWS * scoreRow;
  const dQueries = ds + ROWS * scoreRow;
  packHeadTransposed(<usize>argument(1) + at, rowBytes, keysT, t, d);
  packHeadTransposed(<usize>argument(2) + at, rowBytes, valuesT, t, d);
  packHead(<usize>argument(1) + at, rowBytes, keys, t, d);
  packHead(<usize>argument(0) + at, rowBytes, queries, t, d);
  packHead(<usize>argument(12) + at, rowBytes, slopes, t, d);
  const distances = 2 * argument(17) - 1;
  const dBias = argument(16) ? <usize>argument(16) + (<usize>(chunk * distances) << 2) : 0;
  if (dBias) memory.fill(dBias, 0, <usize>distances << 2);
  const scale: f32 = 1 / sqrt<f32>(<f32>d);
  for (let i0 = 0; i0 < t; i0 += ROWS) {
    const rows = min(ROWS, t - i0);
    const here = at + <usize>i0 * rowBytes;
    multiplyPanels(<usize>argument(0) + here, rowBytes, 4, rows, keysT, d, tp / PANEL, 0, d, p, scoreRow, false);
    multiplyPanels(<usize>argument(12) + here, rowBytes, 4, rows, valuesT, d, tp / PANEL, 0, d, ds, scoreRow, false);
    for (let r = 0; r < rows; r++) {
      const row = here + <usize>r * rowBytes;
      const pRow = p + <usize>r * scoreRow;
      const dsRow = ds + <usize>r * scoreRow;
      finishScores(pRow, biasRow(head, i0 + r), t, tp, scale);
      const lse = load<f32>(<usize>argument(7) + (<usize>((first + i0 + r) * heads + head) << 2));
      probabilitiesAndSlopes(pRow, dsRow, scoreRow, lse, dotRow(<usize>argument(12) + row, <usize>argument(6) + row, d));
      if (dBias) addRow(dsRow, dBias + (<usize>(argument(17) - 1 - i0 - r) << 2), t);
    }
    multiplyPanels(ds, scoreRow, 4, rows, keys, t, dp / PANEL, 0, t, dQueries, headRow, false);
    for (let r = 0; r < rows; r++) {
      writeRow(dQueries + <usize>r * headRow, <usize>argument(13) + here + <usize>r * rowBytes, d, scale);
    }
    multiplyPanels(ds, 4, scoreRow, t, queries, t, dp / PANEL, i0, rows, dKeys, headRow, i0 > 0);
    multiplyPanels(p, 4, scoreRow, t, slopes, t, dp / PANEL, i0, rows, dValues, headRow, i0 > 0);
  }
  for (let i = 0; i < t; i++) {
    const row = at + <usize>i * rowBytes;
    writeRow(dKeys + <usize>i * headRow, <usize>argument(14) + row, d, scale);
    writeRow(dValues + <usize>i * headRow, <usize>argument(15) + row, d, 1);
  }
}

/** Probabilities of a row from its scores and their log-sum-exp, then dS = P (dP - D) in place of dP. */
function probabilitiesAndSlopes(p: usize, dp: usize, bytes: usize, lse: f32, dot: f32): void {
  const shift = f32x4.splat(lse);
  const dot4 = f32x4.splat(dot);
  for (let at: usize = 0; at < bytes; at += 16) {
    const probability = exp4(f32x4.sub(v128.load(p + at), shift));
    v128.store(p + at, probability);
    v128.store(dp + at, f32x4.mul(probability, f32x4.sub(v128.load(dp + at), dot4)));
  }
}

function dotRow(a: usize, b: usize, d: i32): f32 {
  const bytes = <usize>d << 2;
  const whole = bytes & ~15;
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  let total = sum4(sum);
  for (let at = whole; at < bytes; at += 4) total += load<f32>(a + at) * load<f32>(b + at);
  return total;
}

function addRow(x: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    store<f32>(out + at, load<f32>(out + at) + load<f32>(x + at));
  }
}
