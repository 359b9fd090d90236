import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { packSequences } from '../../model/token-batch';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { compareWithDifferences, compareWithPlain, type Operation } from '../../testing/compare-with-plain';
import { plainPool, pool, type Pooling } from './pool';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu', 'webgpu-least'];
const SEED = 17;

function batchOf(lengths: readonly number[], roundTo = 1) {
  return packSequences(
    lengths.map((length) => new Int32Array(length)),
    roundTo,
  );
}

const pooled =
  (
    operation: typeof pool,
    lengths: readonly number[],
    pooling: Pooling,
    normalise: boolean,
    roundTo = 1,
  ): Operation =>
  (hidden) =>
    operation(hidden as tf.Tensor2D, batchOf(lengths, roundTo), pooling, normalise); // the shapes of each test

describe.each(BACKENDS)('pooling on %s (seed 17)', (backend) => {
  describe.each([
    ['mean', true],
    ['mean', false],
    ['cls', true],
    ['cls', false],
  ] as const)('%s, scaled to length 1: %s', (pooling, normalise) => {
    test.each([
      ['one token', [1], 1, 1, 1],
      ['lengths that differ', [3, 1, 7], 11, 18, 1],
      ['127, 128 and 129 tokens', [127, 128, 129], 384, 6, 1],
      ['more sequences than a matrix of the plain path holds', Array<number>(70).fill(2), 140, 5, 1],
      ['rows that belong to no sequence', [3, 2], 16, 8, 16],
    ])('%s', async (_, lengths, rows, width, roundTo) => {
      await compareWithPlain(backend, {
        operation: pooled(pool, lengths, pooling, normalise, roundTo),
        plain: pooled(plainPool, lengths, pooling, normalise, roundTo),
        shapes: [[rows, width]],
        seed: SEED,
      });
    });

    test('gradients equal finite differences', async () => {
      await openTestBackend(backend);
      await compareWithDifferences(pooled(pool, [3, 1], pooling, normalise), [[4, 6]], SEED);
    });
  });

  test('a zero row stays zero, with a finite gradient', async () => {
    await openTestBackend(backend);
    const operation = pooled(pool, [2, 2], 'mean', true);
    const hidden = tf.tensor2d([1, 2, -1, -2, 3, 4, 0, 1], [4, 2]);
    const out = await operation(hidden).data();
    expect([...out.slice(0, 2)]).toEqual([0, 0]);
    expect(Math.hypot(...out.slice(2))).toBeCloseTo(1, 6);
    const gradient = await tf
      .grad((x) => operation(x))(hidden)
      .data();
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
});
