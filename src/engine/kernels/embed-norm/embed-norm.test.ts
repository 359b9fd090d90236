import type * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { packSequences } from '../../model/token-batch';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { compareWithDifferences, compareWithPlain, type Operation } from '../../testing/compare-with-plain';
import { embedNorm, plainEmbedNorm } from './embed-norm';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu', 'webgpu-least'];
const SEED = 17;

const IDS = [Int32Array.of(3, 3, 0, 10), Int32Array.of(10), Int32Array.of(5, 3)];
const LONG = [Int32Array.from({ length: 129 }, (_, i) => (i * 7) % 11)];

/**
 * Inputs word, position, gamma, beta and, unless left out, type. `ids` in a batch of rows rounded up to `roundTo`; the
 * rows that belong to no sequence are cut off, since nothing in a model depends on them.
 */
const embed =
  (operation: typeof embedNorm, ids: readonly Int32Array[], roundTo = 1): Operation =>
  (word, position, gamma, beta, type) => {
    const batch = packSequences(ids, roundTo);
    const rows = operation(
      batch,
      {
        word: word as tf.Tensor2D, // the shapes of each test
        position: position as tf.Tensor2D, // the shapes of each test
        type: (type as tf.Tensor2D | undefined) ?? null, // left out by tests without types
      },
      { gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D, epsilon: 1e-5 }, // the shapes of each test
    );
    return rows.slice([0, 0], [batch.tokens, -1]);
  };

describe.each(BACKENDS)('embedding and LayerNorm on %s (seed 17)', (backend) => {
  test.each([
    ['with types', IDS, [[11, 18], [6, 18], [18], [18], [2, 18]], 1],
    ['with types, width a multiple of 4', IDS, [[11, 20], [6, 20], [20], [20], [2, 20]], 1],
    ['without types', IDS, [[11, 18], [6, 18], [18], [18]], 1],
    ['with rows that belong to no sequence', IDS, [[11, 8], [6, 8], [8], [8], [2, 8]], 16],
    ['one token', [Int32Array.of(2)], [[3, 5], [1, 5], [5], [5], [1, 5]], 1],
    ['129 tokens of few words', LONG, [[11, 36], [129, 36], [36], [36], [2, 36]], 1],
  ])('%s', async (_, ids, shapes, roundTo) => {
    await compareWithPlain(backend, {
      operation: embed(embedNorm, ids, roundTo),
      plain: embed(plainEmbedNorm, ids, roundTo),
      shapes,
      seed: SEED,
    });
  });

  test('gradients equal finite differences', async () => {
    await openTestBackend(backend);
    await compareWithDifferences(embed(embedNorm, IDS), [[11, 6], [4, 6], [6], [6], [2, 6]], SEED);
  });
});
