import * as tf from '@tensorflow/tfjs';
import { hasKernel, runKernel, runKernels, withGradient } from '../run-kernel';
import type { TokenBatch } from '../../model/token-batch';

export type Pooling = 'mean' | 'cls';

/** Sequences pooled by one matrix: the matrices together then grow with the batch, not with its square. */
const AT_ONCE = 32;

/** Token vectors [N, H] of a packed batch -> one vector for each sequence [B, H], of length 1 when `normalise`. */
export function pool(
  hidden: tf.Tensor2D,
  batch: TokenBatch,
  pooling: Pooling,
  normalise: boolean,
): tf.Tensor2D {
  return hasKernel('KennelPool')
    ? fusedPool(hidden, batch, pooling, normalise)
    : plainPool(hidden, batch, pooling, normalise);
}

function fusedPool(
  hidden: tf.Tensor2D,
  { offsets }: TokenBatch,
  pooling: Pooling,
  normalise: boolean,
): tf.Tensor2D {
  const [rows] = hidden.shape;
  return withGradient(
    [hidden],
    () => {
      const [value, norms] = runKernels('KennelPool', { hidden, offsets }, { pooling, normalise });
      if (!value || !norms) throw new Error('pool: an output is missing');
      return { value, saved: [value, norms, offsets] };
    },
    (dy, [out, norms, starts]) => {
      if (!out || !norms || !starts) throw new Error('pool: a saved tensor is missing');
      const inputs = { dy, out, norms, offsets: starts };
      return [runKernel('KennelPoolGradient', inputs, { pooling, normalise, rows })];
    },
  ) as tf.Tensor2D; // [B, H] by the kernel
}

/** The same from stock operations: a product with matrices that average. */
export function plainPool(
  hidden: tf.Tensor2D,
  batch: TokenBatch,
  pooling: Pooling,
  normalise: boolean,
): tf.Tensor2D {
  return tf.tidy(() => {
    const pooled = average(hidden, batch, pooling);
    return normalise ? unitRows(pooled) : pooled;
  });
}

/** Group by group: each pools its own rows, which lie side by side, and its gradient reaches those rows only. */
function average(hidden: tf.Tensor2D, batch: TokenBatch, pooling: Pooling): tf.Tensor2D {
  const [rows, width] = hidden.shape;
  const groups = Array.from({ length: Math.ceil(batch.sequences / AT_ONCE) }, (_, i) =>
    groupOf(batch, i * AT_ONCE),
  );
  return withGradient(
    [hidden],
    () => {
      const parts = groups.map((group) => {
        const own = tf.slice(hidden, [group.from, 0], [group.rows, width]);
        return tf.matMul(poolingMatrix(batch, group, pooling), own);
      });
      return { value: tf.concat(parts, 0), saved: [] };
    },
    (dy) => {
      const parts = groups.map((group) => {
        const own = tf.slice(dy, [group.first, 0], [group.count, width]);
        return tf.matMul(poolingMatrix(batch, group, pooling), own, true, false);
      });
      const left = rows - (batch.starts[batch.sequences] ?? 0);
      return [tf.concat(left > 0 ? [...parts, tf.zeros([left, width])] : parts, 0)];
    },
  ) as tf.Tensor2D; // rows of pooled vectors
}

/** Sequences first .. first + count and the rows of theirs. */
interface Group {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly rows: number;
}

function groupOf({ starts, sequences }: TokenBatch, first: number): Group {
  const count = Math.min(AT_ONCE, sequences - first);
  const from = starts[first] ?? 0;
  return { first, count, from, rows: (starts[first + count] ?? from) - from };
}

/** [count, rows]: row b averages the tokens of sequence first + b, or picks its first. */
function poolingMatrix({ starts }: TokenBatch, group: Group, pooling: Pooling): tf.Tensor2D {
  const matrix = new Float32Array(group.count * group.rows);
  for (let b = 0; b < group.count; b++) {
    const from = (starts[group.first + b] ?? 0) - group.from;
    const to = (starts[group.first + b + 1] ?? 0) - group.from;
    const end = pooling === 'cls' ? from + 1 : to;
    matrix.fill(1 / (end - from), b * group.rows + from, b * group.rows + end);
  }
  return tf.tensor2d(matrix, [group.count, group.rows]);
}

/** Rows scaled to length 1; a zero row stays zero (and has a finite gradient). */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const squares = tf.sum(tf.square(x), 1, true);
    return tf.div(x, tf.sqrt(tf.maximum(squares, 1e-24)));
  });
}
