import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { expectClose } from '../../testing/close-to';
import { compareWithDifferences, compareWithPlain, type Operation } from '../../testing/compare-with-plain';
import { gelu, plainGelu } from './gelu';
import { linear, linearGelu } from './linear';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu'];
const SEED = 17;

const asLinear =
  (operation: typeof linear): Operation =>
  (x, w, b) =>
    operation(x as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D); // the shapes of each test

const product: Operation = asLinear((x, w, b) => tf.add(tf.matMul(x, w, false, true), b));

describe.each(BACKENDS)('linear on %s (seed 17)', (backend) => {
  test.each([
    [1, 1, 1],
    [1, 192, 192],
    [5, 7, 9],
    [6, 8, 256],
    [7, 9, 257],
    [127, 33, 130],
    [128, 64, 48],
    [129, 65, 93],
  ])('%i rows, %i inputs, %i outputs', async (rows, inputs, outputs) => {
    const shapes = [[rows, inputs], [outputs, inputs], [outputs]];
    await compareWithPlain(backend, { operation: asLinear(linear), plain: product, shapes, seed: SEED });
  });

  test.each([
    [1, 1, 1],
    [5, 7, 9],
    [7, 9, 257],
    [50, 64, 128],
    [129, 66, 34],
  ])('with GELU: %i rows, %i inputs, %i outputs', async (rows, inputs, outputs) => {
    await compareWithPlain(backend, {
      operation: asLinear(linearGelu),
      plain: (x, w, b) => plainGelu(product(x, w, b)),
      shapes: [[rows, inputs], [outputs, inputs], [outputs]],
      seed: SEED,
      scale: 0.5,
    });
  });

  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('batched matrix product, transposed %s %s', async (transA, transB) => {
    const operation: Operation = (x, y) => tf.matMul(x, y, transA, transB);
    const shapes = [transA ? [3, 17, 5] : [3, 5, 17], transB ? [3, 9, 17] : [3, 17, 9]];
    await compareWithPlain(backend, { operation, plain: operation, shapes, seed: SEED });
  });

  test('gradients equal finite differences', async () => {
    await openTestBackend(backend);
    await compareWithDifferences(asLinear(linearGelu), [[3, 4], [5, 4], [5]], SEED);
  });
});

describe.each(BACKENDS)('GELU on %s (seed 17)', (backend) => {
  test.each([[1], [3], [4], [1023], [70_001]])('%i values', async (size) => {
    await compareWithPlain(backend, {
      operation: (x) => gelu(x),
      plain: (x) => plainGelu(x),
      shapes: [[size]],
      seed: SEED,
    });
  });

  test('at extreme values it is x, 0 and finite', async () => {
    await openTestBackend(backend);
    const values = await gelu(tf.tensor1d([-1e4, -40, -9, 0, 9, 40, 1e4])).data();
    expectClose('gelu', values, [0, 0, 0, 0, 9, 40, 1e4], 1e-6);
  });
});
