import * as tf from '@tensorflow/tfjs';
import type { TokenBatch } from '../../model/token-batch';
import { hasKernel, runKernels, withGradient } from '../run-kernel';

/** Softmax rows that tfjs's WebGPU softmax takes at once: above 65,535 it writes out of bounds. */
const MAX_SOFTMAX_ROWS = 65_535;
/** Padded lengths are multiples of this, so that few shapes occur. */
const LENGTH_UNIT = 16;

/**
 * Multi-head attention within each sequence of a packed batch [Vaswani et al. 2017]:
 * softmax(Q K^T / sqrt(d) + bias) V per head, d = H / heads. q, k, v [N, H] -> [N, H].
 * @param bias A relative-position bias [heads, 2R - 1], R >= the longest sequence, or null: bias[h][j - i + R - 1] is
 * added to the score of query i and key j.
 */
export function attention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  batch: TokenBatch,
  heads: number,
  bias: tf.Tensor2D | null = null,
): tf.Tensor2D {
  return hasKernel('KennelAttention')
    ? fusedAttention(q, k, v, batch, heads, bias)
    : plainAttention(q, k, v, batch, heads, bias);
}

function fusedAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  batch: TokenBatch,
  heads: number,
  bias: tf.Tensor2D | null,
): tf.Tensor2D {
  const { offsets, longest } = batch;
  const inputs = bias === null ? { q, k, v } : { q, k, v, bias };
  return withGradient(
    Object.values(inputs),
    () => {
      const [value, lse] = runKernels('KennelAttention', { ...inputs, offsets }, { heads, longest });
      if (!value || !lse) throw new Error('attention: an output is missing');
      const saved = [q, k, v, value, lse, offsets, ...(bias === null ? [] : [bias])];
      return { value, saved, activations: [q, k, v, value] };
    },
    (dy, [savedQ, savedK, savedV, out, lse, starts, savedBias]) => {
      if (!savedQ || !savedK || !savedV || !out || !lse || !starts)
        throw new Error('attention: a saved tensor is missing');
      const saved = { q: savedQ, k: savedK, v: savedV, out, lse, dy, offsets: starts };
      const all = savedBias === undefined ? saved : { ...saved, bias: savedBias };
      return runKernels('KennelAttentionGradient', all, { heads, longest });
    },
  ) as tf.Tensor2D; // the shape of q
}

/** The same from stock operations: pads to [B, heads, T, d] by gathering, and gathers the result back. */
export function plainAttention(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  batch: TokenBatch,
  heads: number,
  bias: tf.Tensor2D | null = null,
): tf.Tensor2D {
  return tf.tidy(() => {
    const time = Math.ceil(batch.longest / LENGTH_UNIT) * LENGTH_UNIT;
    const atOnce = Math.max(1, Math.floor(MAX_SOFTMAX_ROWS / (heads * time)));
    const byCell = bias === null ? null : biasByCell(bias, time);
    const parts: tf.Tensor2D[] = [];
    for (let first = 0; first < batch.sequences; first += atOnce) {
      const count = Math.min(atOnce, batch.sequences - first);
      const rows = paddedRows(batch.starts, first, count, time);
      parts.push(attendPadded(q, k, v, byCell, rows, count, time, heads));
    }
    const padded = parts.length === 1 ? parts[0] : tf.concat(parts, 0);
    if (padded === undefined) return tf.zerosLike(q);
    return tf.gather(padded, rowsInPadded(batch, q.shape[0], time));
  });
}

/** For each cell of [count, time]: the packed row, or -1. */
function paddedRows(starts: Int32Array, first: number, count: number, time: number): Int32Array {
  const rows = new Int32Array(count * time).fill(-1);
  for (let b = 0; b < count; b++) {
    const from = starts[first + b] ?? 0;
    const to = starts[first + b + 1] ?? from;
    for (let row = from; row < to; row++) rows[b * time + row - from] = row;
  }
  return rows;
}

/** For each packed row: its row in the padded layout (0 for rows that belong to no sequence). */
function rowsInPadded(batch: TokenBatch, rows: number, time: number): tf.Tensor1D {
  const at = new Int32Array(rows);
  for (let b = 0; b < batch.sequences; b++) {
    const from = batch.starts[b] ?? 0;
    const to = batch.starts[b + 1] ?? from;
    for (let row = from; row < to; row++) at[row] = b * time + row - from;
  }
  return tf.tensor1d(at, 'int32');
}

/**
 * A bias by distance [heads, 2R - 1] as a bias by cell [heads, T, T]: cell (i, j) has entry j - i + R - 1. Distances
 * of R and more, which occur between cells of padding only, get 0.
 */
function biasByCell(bias: tf.Tensor2D, time: number): tf.Tensor3D {
  const [heads, distances] = bias.shape;
  const reach = (distances + 1) / 2;
  const kept = Math.min(reach, time);
  const middle = tf.slice(bias, [0, reach - kept], [heads, 2 * kept - 1]);
  // Copies of a row of length 2T, read as rows of length 2T - 1: every row begins one entry further left.
  const row = tf.pad(middle, [
    [0, 0],
    [time - kept, time - kept + 1],
  ]);
  const copies = tf.slice(tf.tile(row, [1, time]), [0, 0], [heads, time * (2 * time - 1)]);
  const shifted = tf.reshape(copies, [heads, time, 2 * time - 1]);
  return tf.slice(shifted, [0, 0, time - 1], [heads, time, time]) as tf.Tensor3D; // the rank of its input
}

function attendPadded(
  q: tf.Tensor2D,
  k: tf.Tensor2D,
  v: tf.Tensor2D,
  bias: tf.Tensor3D | null,
  rows: Int32Array,
  count: number,
  time: number,
  heads: number,
): tf.Tensor2D {
  const width = q.shape[1];
  const depth = width / heads;
  const index = tf.tensor1d(
    rows.map((row) => Math.max(row, 0)),
    'int32',
  );
  const split = (x: tf.Tensor2D): tf.Tensor4D =>
    tf.transpose(tf.reshape(tf.gather(x, index), [count, time, heads, depth]), [0, 2, 1, 3]);
  // -1e9 and not -Infinity: a row of a padded cell is all masked, and 0/0 would leak into gradients.
  const mask = tf.tensor4d(
    Float32Array.from(rows, (row) => (row < 0 ? -1e9 : 0)),
    [count, 1, 1, time],
  );
  const scores = tf.mul(tf.matMul(split(q), split(k), false, true), 1 / Math.sqrt(depth));
  const biased = bias === null ? scores : tf.add(scores, bias);
  const probabilities = tf.softmax(tf.add(biased, mask));
  const heard = tf.transpose(tf.matMul(probabilities, split(v)), [0, 2, 1, 3]);
  return tf.reshape(heard, [count * time, width]);
}
