import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random/random';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { expectClose } from '../../testing/close-to';
import { compareWithDifferences, compareWithPlain, type Operation } from '../../testing/compare-with-plain';
import { contrast, plainContrast, type ContrastMasks } from './contrast';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu', 'webgpu-least'];
const SEED = 17;

/** Every row has the positive of its number and some more; about a fifth of the others are no candidates. */
function masksOf(rows: number, columns: number, weightless: readonly number[] = []): ContrastMasks {
  const random = createRandom(SEED);
  const positive = new Float32Array(rows * columns);
  const candidate = new Float32Array(rows * columns);
  for (let at = 0; at < positive.length; at++) {
    const own = at % columns === Math.floor(at / columns) % columns;
    positive[at] = +(own || random.next() < 0.1);
    candidate[at] = +(positive[at] === 1 || random.next() < 0.8);
  }
  const weights = Float32Array.from({ length: rows }, (_, row) =>
    weightless.includes(row) ? 0 : 1 / (row + 1),
  );
  for (const row of weightless) positive.fill(0, row * columns, (row + 1) * columns);
  return { rows, columns, positive, candidate, weights };
}

const contrasted =
  (operation: typeof contrast, masks: ContrastMasks, form: 'in' | 'out'): Operation =>
  (scores) =>
    operation(scores as tf.Tensor2D, masks, form); // the shapes of each test

describe.each(BACKENDS)('contrast on %s (seed 17)', (backend) => {
  describe.each(['in', 'out'] as const)('form "%s"', (form) => {
    test.each([
      ['one score', 1, 1, [], 1],
      ['one row', 1, 7, [], 5],
      ['a square', 4, 4, [], 5],
      ['columns that are no multiple of 4', 5, 130, [], 20],
      ['rows of weight 0 without a positive', 6, 9, [0, 4], 5],
      ['127 rows of 129', 127, 129, [3], 20],
      ['scores of size 1e4', 4, 6, [2], 1e4],
    ])('%s', async (_, rows, columns, weightless, scale) => {
      const masks = masksOf(rows, columns, weightless);
      await compareWithPlain(backend, {
        operation: contrasted(contrast, masks, form),
        plain: contrasted(plainContrast, masks, form),
        shapes: [[rows, columns]],
        seed: SEED,
        scale,
        tolerance: { gradient: 1e-4 },
      });
    });

    test('gradients equal finite differences', async () => {
      await openTestBackend(backend);
      await compareWithDifferences(contrasted(contrast, masksOf(3, 5), form), [[3, 5]], SEED);
    });

    test('rows of weight 0 have no gradient', async () => {
      await openTestBackend(backend);
      const scores = tf.tensor2d(
        Float32Array.from({ length: 12 }, (_, i) => Math.sin(i)),
        [3, 4],
      );
      const gradient = await tf
        .grad(contrasted(contrast, masksOf(3, 4, [1]), form))(scores)
        .data();
      expectClose('row 1', gradient.slice(4, 8), [0, 0, 0, 0], 0);
      expect(gradient.slice(0, 4).some((value) => value !== 0)).toBe(true);
    });
  });
});
