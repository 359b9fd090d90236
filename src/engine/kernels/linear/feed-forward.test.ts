import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { compareWithDifferences, compareWithPlain, type Operation } from '../../testing/compare-with-plain';
import { feedForward } from './feed-forward';
import { plainGelu } from './gelu';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu', 'webgpu-tiled'];
const SEED = 31;

const operation: Operation = (x, w1, b1, w2, b2) =>
  feedForward(
    x as tf.Tensor2D, // the shapes of each test
    [w1 as tf.Tensor2D, b1 as tf.Tensor1D], // likewise
    [w2 as tf.Tensor2D, b2 as tf.Tensor1D], // likewise
  );

const plain: Operation = (x, w1, b1, w2, b2) => {
  const affine = (a: tf.Tensor, w: tf.Tensor | undefined, b: tf.Tensor | undefined): tf.Tensor => {
    if (w === undefined || b === undefined) throw new Error('five inputs expected');
    return tf.add(tf.matMul(a, w, false, true), b);
  };
  return affine(plainGelu(affine(x, w1, b1)), w2, b2);
};

function shapesOf(rows: number, width: number, middle: number): number[][] {
  return [[rows, width], [middle, width], [middle], [width, middle], [width]];
}

describe.each(BACKENDS)('feed-forward on %s (seed 31)', (backend) => {
  test.each([
    [1, 1, 1],
    [5, 7, 9],
    [33, 12, 48],
    [129, 6, 22],
    // The sums over the width are long enough to be split by tiles.
    [3, 520, 6],
    [5, 514, 7],
  ])('%i rows, %i wide, %i in the middle', async (rows, width, middle) => {
    const shapes = shapesOf(rows, width, middle);
    const tolerance = { value: 3e-5, gradient: 3e-5 };
    await compareWithPlain(backend, { operation, plain, shapes, seed: SEED, scale: 0.5, tolerance });
  });

  test('gradients equal finite differences', async () => {
    await openTestBackend(backend);
    await compareWithDifferences(operation, shapesOf(3, 4, 6), SEED);
  });
});
