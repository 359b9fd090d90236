import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { numericalGradient } from '../../../core/reference/numerical-gradient';
import { createRandom } from '../../../core/random/random';
import { packSequences } from '../../model/token-batch';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { expectClose } from '../../testing/close-to';
import { attention } from './attention';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu'];

type Rows = readonly (readonly number[])[];

interface Inputs {
  readonly q: Rows;
  readonly k: Rows;
  readonly v: Rows;
  readonly bias: Rows;
}

/** Attention with a bias straight from its definition, in double precision: [N][H]. */
function reference({ q, k, v, bias }: Inputs, lengths: readonly number[]): number[][] {
  const heads = bias.length;
  const width = q[0]?.length ?? 0;
  const depth = width / heads;
  const output = q.map((row) => row.map(() => 0));
  let from = 0;
  for (const length of lengths) {
    for (let h = 0; h < heads; h++)
      for (let i = from; i < from + length; i++) {
        const channels = Array.from({ length: depth }, (_, c) => h * depth + c);
        const middle = ((bias[h]?.length ?? 0) - 1) / 2;
        const weights = Array.from({ length }, (_, j) => {
          const dot = channels.reduce((sum, c) => sum + at(q, i, c) * at(k, from + j, c), 0);
          return Math.exp(dot / Math.sqrt(depth) + at(bias, h, middle + from + j - i));
        });
        const total = weights.reduce((sum, w) => sum + w, 0);
        for (const c of channels)
          weights.forEach((w, j) => {
            const row = output[i];
            if (row !== undefined) row[c] = (row[c] ?? 0) + (w / total) * at(v, from + j, c);
          });
      }
    from += length;
  }
  return output;
}

function at(rows: Rows, i: number, j: number): number {
  return rows[i]?.[j] ?? Number.NaN;
}

/** The weight of an output in the scalar whose gradient is compared. */
function slope(i: number): number {
  return Math.sin(i * 1.7) + 0.2;
}

function normalRows(rows: number, columns: number, random: ReturnType<typeof createRandom>): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
}

describe.each(BACKENDS)('attention with a relative-position bias on %s (seed 23)', (backend) => {
  test.each([
    ['one token', [1], 1, 2, 1],
    ['a reach that only just suffices', [3, 1, 4], 2, 4, 4],
    ['a reach of one unit', [5, 2], 2, 4, 16],
    ['a reach beyond the padded length', [2, 3], 2, 4, 21],
    ['a length beyond one unit', [17], 1, 2, 17],
    ['more rows than one task takes', [34, 3], 2, 2, 36],
    ['many sequences', Array.from({ length: 66 }, (_, i) => 1 + (i % 2)), 1, 2, 2],
  ])('%s: value and gradients equal the definition', async (_, lengths, heads, width, reach) => {
    const random = createRandom(23);
    const rows = lengths.reduce((sum, length) => sum + length, 0);
    const inputs: Inputs = {
      q: normalRows(rows, width, random),
      k: normalRows(rows, width, random),
      v: normalRows(rows, width, random),
      bias: normalRows(heads, 2 * reach - 1, random),
    };
    await openTestBackend(backend);
    const operation = (...tensors: tf.Tensor[]): tf.Tensor => {
      const [q, k, v, bias] = tensors as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]; // in the order below
      const batch = packSequences(lengths.map((length) => new Int32Array(length)));
      return attention(q, k, v, batch, heads, bias);
    };
    const tensors = Object.values(inputs).map((values: number[][]) => tf.tensor2d(values));
    const tolerance = backend === 'webgpu' ? 1e-4 : 1e-5;
    expectClose('value', await operation(...tensors).data(), reference(inputs, lengths).flat(), tolerance);
    const weighting = tf.tensor2d(
      Float32Array.from({ length: rows * width }, (__, i) => slope(i)),
      [rows, width],
    );
    const gradients = tf.grads((...args) => tf.sum(tf.mul(operation(...args), weighting)))(tensors);
    for (const [which, name] of (['q', 'k', 'v', 'bias'] as const).entries()) {
      const want = numericalGradient(
        (x) =>
          reference({ ...inputs, [name]: x }, lengths)
            .flat()
            .reduce((sum, value, i) => sum + value * slope(i), 0),
        inputs[name],
      ).flat();
      // One token hears itself whatever the scores are: those gradients are 0, and the differences rounding.
      const got = (await gradients[which]?.data()) ?? [];
      if (rows === 1 && name !== 'v') expect(Math.hypot(...got)).toBeLessThan(1e-6);
      else expectClose(`gradient of ${name}`, got, want, 10 * tolerance);
    }
  });
});
