import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import type { TestBackend } from '../../testing/backends';
import { compareWithPlain, type Operation } from '../../testing/compare-with-plain';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd'];

const sum: Operation = (a, b) => tf.add(a, b);
const product: Operation = (a, b) => tf.mul(a, b);

describe.each(BACKENDS)('sums and products of elements on %s (seed 23)', (backend) => {
  test.each([
    ['small', [3, 5], [3, 5]],
    ['large, of no multiple of 4', [33, 35], [33, 35]],
    ['more than one chunk', [257, 129], [257, 129]],
    ['a number on the right', [40, 41], []],
    ['a number on the left', [1], [40, 41]],
    ['a row on the right', [40, 41], [41]],
    ['a number of higher rank', [1100], [1, 1]],
  ])('%s', async (_, left, right) => {
    const shapes = [left, right];
    await compareWithPlain(backend, { operation: sum, plain: sum, shapes, seed: 23 });
    await compareWithPlain(backend, { operation: product, plain: product, shapes, seed: 23 });
  });
});
