import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { packSequences } from '../../model/token-batch';
import { openTestBackend, type TestBackend } from '../../testing/backends';
import { expectClose } from '../../testing/close-to';
import {
  compareWithDifferences,
  compareWithPlain,
  randomInputs,
  type Operation,
} from '../../testing/compare-with-plain';
import { attention, plainAttention } from './attention';

const BACKENDS: readonly TestBackend[] = ['wasm', 'wasm-simd', 'cpu', 'webgpu'];
/** Those with a kernel of ours. */
const FUSED = BACKENDS.filter((backend) => backend !== 'cpu');
const SEED = 17;

/** Inputs q, k, v and, unless left out, a bias, over sequences of these lengths, rows rounded up to `roundTo`. */
const attend =
  (operation: typeof attention, lengths: readonly number[], heads: number, roundTo = 1): Operation =>
  (q, k, v, bias) => {
    const batch = packSequences(
      lengths.map((length) => new Int32Array(length)),
      roundTo,
    );
    const relative = (bias as tf.Tensor2D | undefined) ?? null; // left out by most tests
    return operation(q as tf.Tensor2D, k as tf.Tensor2D, v as tf.Tensor2D, batch, heads, relative); // the shapes of each test
  };

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}

describe.each(BACKENDS)('attention on %s (seed 17)', (backend) => {
  test.each([
    ['one token', [1], 1, 8],
    ['one sequence', [16], 4, 32],
    ['edges of the block', [15, 16, 17, 1], 2, 8],
    ['long', [127, 128, 129, 3], 1, 20],
    ['several heads over several tasks', [70, 33], 3, 24],
    ['heads of a width that is no multiple of 4', [5, 2], 2, 14],
    ['heads of 64', [33], 2, 128],
  ])('%s', async (_, lengths, heads, width) => {
    const shape = [sum(lengths), width];
    await compareWithPlain(backend, {
      operation: attend(attention, lengths, heads),
      plain: attend(plainAttention, lengths, heads),
      shapes: [shape, shape, shape],
      seed: SEED,
    });
  });

  test.each([
    ['one token', [1], 1, 4, 1],
    ['a bias that reaches further than the sequences', [5, 17, 1], 2, 12, 20],
    ['a bias as long as the longest', [33, 16], 3, 24, 33],
  ])('with a relative bias: %s', async (_, lengths, heads, width, reach) => {
    const shape = [sum(lengths), width];
    await compareWithPlain(backend, {
      operation: attend(attention, lengths, heads),
      plain: attend(plainAttention, lengths, heads),
      shapes: [shape, shape, shape, [heads, 2 * reach - 1]],
      seed: SEED,
    });
  });

  test('scores of size 1e4: one key takes all, and gradients are finite', async () => {
    const shape = [13, 8];
    const [q, k, v] = randomInputs([shape, shape, shape], SEED);
    if (!q || !k || !v) throw new Error('three inputs expected');
    const inputs = (): tf.Tensor[] =>
      [q.map((x) => x * 80), k.map((x) => x * 80), v].map((values) => tf.tensor2d(values, [13, 8]));
    await openTestBackend('cpu');
    const want = await attend(plainAttention, [9, 4], 2)(...inputs()).data();
    await openTestBackend(backend);
    const operation = attend(attention, [9, 4], 2);
    expectClose('value', await operation(...inputs()).data(), want, 1e-5);
    for (const gradient of tf.grads(operation)(inputs())) {
      expect((await gradient.data()).every(Number.isFinite)).toBe(true);
    }
  });

  test('a sequence gives the same alone and packed with others', async () => {
    await openTestBackend(backend);
    const shape: [number, number] = [9, 8];
    const [q, k, v] = randomInputs([shape, shape, shape], SEED).map((values) => tf.tensor2d(values, shape));
    if (!q || !k || !v) throw new Error('three inputs expected');
    const part = (x: tf.Tensor): tf.Tensor => tf.slice(x, [4, 0], [5, 8]);
    const all = attend(attention, [4, 5], 2)(q, k, v);
    const alone = attend(attention, [5], 2)(part(q), part(k), part(v));
    expectClose(
      'second sequence',
      await part(all).data(),
      await alone.data(),
      backend === 'webgpu' ? 1e-5 : 1e-6,
    );
  });

  test('gradients equal finite differences', async () => {
    await openTestBackend(backend);
    const shape = [5, 4];
    await compareWithDifferences(attend(attention, [3, 2], 2), [shape, shape, shape, [2, 7]], SEED);
  });
});

describe.each(FUSED)('fused attention on %s (seed 17)', (backend) => {
  test('rows that belong to no sequence give zeros, and so do their gradients', async () => {
    await openTestBackend(backend);
    const [q, k, v] = randomInputs(
      [
        [16, 8],
        [16, 8],
        [16, 8],
      ],
      SEED,
    ).map((values) => tf.tensor2d(values, [16, 8]));
    if (!q || !k || !v) throw new Error('three inputs expected');
    const operation = attend(attention, [5, 4], 2, 16);
    const outputs = [
      operation(q, k, v),
      ...tf.grads((...args: tf.Tensor[]) => operation(...args))([q, k, v]),
    ];
    for (const output of outputs) {
      const values = await output.data();
      expect(values.slice(9 * 8)).toEqual(new Float32Array(7 * 8));
      expect(values.slice(0, 9 * 8).some((value) => value !== 0)).toBe(true);
    }
  });

  test('more rows x heads than a dispatch has workgroups in one dimension', async () => {
    // The same few sequences over and over, so that the plain reference is small.
    const [heads, period, repeats] = [16, 5, 822];
    const shape: [number, number] = [2 * period, heads];
    const inputs = randomInputs([shape, shape, shape, shape], SEED);
    const run = async (
      lengths: number[],
      operation: typeof attention,
      times: number,
    ): Promise<tf.TypedArray[]> => {
      const [q, k, v, dy] = inputs.map((values) => tf.tile(tf.tensor2d(values, shape), [times, 1]));
      if (!q || !k || !v || !dy) throw new Error('four inputs expected');
      const op = attend(operation, lengths, heads);
      const { value, grads } = tf.valueAndGrads((...all: tf.Tensor[]) => op(...all))([q, k, v], dy);
      return Promise.all([value, ...grads].map((tensor) => tensor.data()));
    };
    await openTestBackend('cpu');
    const want = await run([2, 2, 1, 3, 2], plainAttention, 1);
    await openTestBackend(backend);
    const lengths = Array.from({ length: repeats }, () => [2, 2, 1, 3, 2]).flat();
    const got = await run(lengths, attention, repeats);
    for (const [which, values] of got.entries()) {
      const tiled = Float32Array.from(
        values,
        (_, i) => want[which]?.[i % (2 * period * heads)] ?? Number.NaN,
      );
      expectClose(`output ${String(which)}`, values, tiled, 1e-5);
    }
  });
});
