import type * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { compareWithDifferences, compareWithPlain, type Operation } from '../../testing/compare-with-plain';
import { layerNorm, plainLayerNorm } from './layer-norm';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu', 'webgpu-least'];
const SEED = 17;

/** Inputs x, gamma, beta. */
const alone =
  (operation: typeof layerNorm): Operation =>
  (x, gamma, beta) =>
    operation(x as tf.Tensor2D, null, { gamma: gamma.as1D(), beta: beta.as1D(), epsilon: 1e-5 }); // the shapes below

/** Inputs x, residual, gamma, beta. */
const withResidual =
  (operation: typeof layerNorm): Operation =>
  (x, residual, gamma, beta) => {
    const weights = { gamma: gamma.as1D(), beta: beta.as1D(), epsilon: 1e-5 };
    return operation(x as tf.Tensor2D, residual as tf.Tensor2D, weights); // the shapes below
  };

describe.each(BACKENDS)('LayerNorm on %s (seed 17)', (backend) => {
  test.each([
    [1, 1],
    [1, 192],
    [65, 7],
    [127, 36],
    [128, 32],
    [129, 386],
  ])('%i rows of %i', async (rows, width) => {
    await compareWithPlain(backend, {
      operation: alone(layerNorm),
      plain: alone(plainLayerNorm),
      shapes: [[rows, width], [width], [width]],
      seed: SEED,
    });
    await compareWithPlain(backend, {
      operation: withResidual(layerNorm),
      plain: withResidual(plainLayerNorm),
      shapes: [[rows, width], [rows, width], [width], [width]],
      seed: SEED,
    });
  });

  test.each([[1e-4], [1e4]])('values of size %f', async (scale) => {
    await compareWithPlain(backend, {
      operation: withResidual(layerNorm),
      plain: withResidual(plainLayerNorm),
      shapes: [[9, 20], [9, 20], [20], [20]],
      seed: SEED,
      scale,
    });
  });

  test('gradients equal finite differences', async () => {
    await openTestBackend(backend);
    await compareWithDifferences(withResidual(layerNorm), [[3, 6], [3, 6], [6], [6]], SEED);
  });
});
