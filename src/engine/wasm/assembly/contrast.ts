// The losses over a matrix of scores, with their gradient, one row per chunk.
import { Job, argument, run, setArgument } from './jobs';
import { exp4 } from './exp';
import { sum4 } from './sum4';

/**
 * losses [rows] = weight (LSE(candidates) - LSE(positives)), or, when `meanForm`, weight (LSE(candidates) - mean of
 * the positives); slopes [rows, columns] = its gradient. Masks hold 1 or 0; rows of weight 0 give zeros.
 */
export function contrast(scores: i32, positive: i32, candidate: i32, weights: i32, meanForm: i32, losses: i32, slopes: i32, rows: i32, columns: i32): void {
  setArgument(0, scores);
  setArgument(1, positive);
  setArgument(2, candidate);
  setArgument(3, weights);
  setArgument(4, meanForm);
  setArgument(5, losses);
  setArgument(6, slopes);
  setArgument(7, columns);
  run(Job.Contrast, rows);
}

// Arguments: 0 scores, 1 positive, 2 candidate, 3 weights, 4 whether the mean form, 5 losses, 6 slopes, 7 columns.
export function contrastRow(row: i32): void {
  const bytes = <usize>argument(7) << 2;
  const at = <usize>row * bytes;
  const slopes = <usize>argument(6) + at;
  const weight = load<f32>(<usize>argument(3) + (<usize>row << 2));
  if (weight == 0) {
    memory.fill(slopes, 0, bytes);
    store<f32>(<usize>argument(5) + (<usize>row << 2), 0);
    return;
  }
  const scores = <usize>argument(0) + at;
  const positive = <usize>argument(1) + at;
  const candidate = <usize>argument(2) + at;
  const best = largest(scores, candidate, bytes);
  const total = expSum(scores, candidate, best, bytes);
  let pulled: f32;
  let bestPositive: f32 = 0;
  let totalPositive: f32 = 1;
  if (argument(4)) {
    totalPositive = maskedSum(positive, positive, bytes);
    pulled = maskedSum(scores, positive, bytes) / totalPositive;
  } else {
    bestPositive = largest(scores, positive, bytes);
    totalPositive = expSum(scores, positive, bestPositive, bytes);
    pulled = bestPositive + <f32>Math.log(<f64>totalPositive);
  }
  store<f32>(<usize>argument(5) + (<usize>row << 2), weight * (best - pulled + <f32>Math.log(<f64>total)));
  for (let i: usize = 0; i < bytes; i += 16) {
    const s = loadPart(scores + i, bytes - i);
    const push = f32x4.mul(exp4(f32x4.sub(s, f32x4.splat(best))), f32x4.splat(weight / total));
    const pull = argument(4)
      ? f32x4.splat(weight / totalPositive)
      : f32x4.mul(exp4(f32x4.sub(s, f32x4.splat(bestPositive))), f32x4.splat(weight / totalPositive));
    const slope = f32x4.sub(
      keepWhere(push, loadPart(candidate + i, bytes - i)),
      keepWhere(pull, loadPart(positive + i, bytes - i)),
    );
    storePart(slopes + i, slope, bytes - i);
  }
}

/** Four floats, or fewer at a row's end and zeros behind them. */
// @ts-ignore: AssemblyScript decorator
@inline
function loadPart(from: usize, bytes: usize): v128 {
  if (bytes >= 16) return v128.load(from);
  let v = v128.load32_zero(from);
  if (bytes > 4) v = v128.load32_lane(from, v, 1, 4);
  if (bytes > 8) v = v128.load32_lane(from, v, 2, 8);
  return v;
}

// @ts-ignore: AssemblyScript decorator
@inline
function storePart(to: usize, v: v128, bytes: usize): void {
  if (bytes >= 16) {
    v128.store(to, v);
    return;
  }
  v128.store32_lane(to, v, 0);
  if (bytes > 4) v128.store32_lane(to, v, 1, 4);
  if (bytes > 8) v128.store32_lane(to, v, 2, 8);
}

/** v where the mask is not 0, else 0. */
// @ts-ignore: AssemblyScript decorator
@inline
function keepWhere(v: v128, mask: v128): v128 {
  return v128.and(v, f32x4.ne(mask, f32x4.splat(0)));
}

function largest(scores: usize, mask: usize, bytes: usize): f32 {
  const none = f32x4.splat(-Infinity);
  let best = none;
  for (let i: usize = 0; i < bytes; i += 16) {
    const kept = f32x4.ne(loadPart(mask + i, bytes - i), f32x4.splat(0));
    best = f32x4.max(best, v128.bitselect(loadPart(scores + i, bytes - i), none, kept));
  }
  return max<f32>(
    max<f32>(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1)),
    max<f32>(f32x4.extract_lane(best, 2), f32x4.extract_lane(best, 3)),
  );
}

function expSum(scores: usize, mask: usize, shift: f32, bytes: usize): f32 {
  let total = f32x4.splat(0);
  const shift4 = f32x4.splat(shift);
  for (let i: usize = 0; i < bytes; i += 16) {
    const e = exp4(f32x4.sub(loadPart(scores + i, bytes - i), shift4));
    total = f32x4.add(total, keepWhere(e, loadPart(mask + i, bytes - i)));
  }
  return sum4(total);
}

function maskedSum(x: usize, mask: usize, bytes: usize): f32 {
  let total = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    total = f32x4.add(total, keepWhere(loadPart(x + i, bytes - i), loadPart(mask + i, bytes - i)));
  }
  return sum4(total);
}
