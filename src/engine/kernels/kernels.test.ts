import * as tf from '@tensorflow/tfjs';
import { afterAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random/random';
import { openDevice } from '../backend/open-device';
import { packSequences } from '../model/token-batch';
import { onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { attention, plainAttention } from './attention/attention';
import { embedNorm, plainEmbedNorm } from './embed-norm/embed-norm';
import { gelu, plainGelu } from './linear/gelu';
import { layerNorm, plainLayerNorm, type LayerNormWeights } from './layer-norm/layer-norm';
import { linear } from './linear/linear';

const random = createRandom(17);

function randomTensor(shape: number[], scale = 1): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal() * scale);
  return tf.tensor(values, shape);
}

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Value and gradients (of a random weighting of the output) of an operation on the current backend. */
async function valueAndGradients(operation: Operation, inputs: readonly Float32Array[], shapes: number[][]) {
  const tensors = inputs.map((values, i) => tf.tensor(values, shapes[i] ?? []));
  const value = operation(...tensors);
  const weighting = Float32Array.from({ length: value.size }, (_, i) => Math.sin(i * 1.7) + 0.2);
  const gradients = tf.grads((...args: tf.Tensor[]) =>
    tf.sum(tf.mul(operation(...args), tf.tensor(weighting, value.shape))),
  )(tensors);
  const read = [await value.data(), ...(await Promise.all(gradients.map((g) => g.data())))];
  tf.dispose([value, ...gradients, ...tensors]);
  return read.map((values) => Float32Array.from(values));
}

/** The kernel on WASM must equal the plain operations on tfjs's own CPU backend, value and every gradient. */
async function compareWithPlain(
  name: string,
  fast: Operation,
  plain: Operation,
  shapes: number[][],
  scale = 1,
) {
  const inputs = shapes.map((shape) =>
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal() * scale),
  );
  await openDevice('cpu');
  const want = await valueAndGradients(plain, inputs, shapes);
  await openDevice('wasm');
  const got = await valueAndGradients(fast, inputs, shapes);
  want.forEach((values, i) => {
    expectClose(i === 0 ? `${name}: value` : `${name}: gradient ${String(i)}`, got[i] ?? [], values, 3e-5);
  });
}

describe('WASM kernels equal the plain operations (seed 17)', () => {
  test.each([
    [1, 1, 1],
    [1, 192, 192],
    [5, 7, 9],
    [6, 8, 256],
    [7, 9, 257],
    [127, 33, 300],
    [128, 64, 48],
    [129, 65, 513],
  ])('linear: %i rows, %i inputs, %i outputs', async (rows, inputs, outputs) => {
    const op: Operation = (x, w, b) => linear(x as tf.Tensor2D, w as tf.Tensor2D, b as tf.Tensor1D); // shapes below
    const plain: Operation = (x, w, b) => tf.add(tf.matMul(x, w, false, true), b);
    await compareWithPlain('linear', op, plain, [[rows, inputs], [outputs, inputs], [outputs]]);
  });

  test.each([[1], [3], [4], [1023], [70_001]])('GELU of %i values', async (size) => {
    await compareWithPlain(
      'gelu',
      (x) => gelu(x),
      (x) => plainGelu(x),
      [[size]],
    );
  });

  test('GELU at extreme values is x, 0 and finite', async () => {
    await openDevice('wasm');
    const values = await gelu(tf.tensor1d([-1e4, -40, -9, 0, 9, 40, 1e4])).data();
    expectClose('gelu', values, [0, 0, 0, 0, 9, 40, 1e4], 1e-6);
  });

  test.each([
    [1, 1],
    [1, 192],
    [65, 7],
    [128, 32],
    [129, 386],
  ])('residual + LayerNorm: %i rows of %i', async (rows, width) => {
    const epsilon = 1e-5;
    const parts = (gamma: tf.Tensor, beta: tf.Tensor) => {
      return { gamma: gamma.as1D(), beta: beta.as1D(), epsilon };
    };
    await compareWithPlain(
      'layer norm',
      (x, r, gamma, beta) => layerNorm(x as tf.Tensor2D, r as tf.Tensor2D, parts(gamma, beta)), // shapes below
      (x, r, gamma, beta) => plainLayerNorm(x as tf.Tensor2D, r as tf.Tensor2D, parts(gamma, beta)), // shapes below
      [[rows, width], [rows, width], [width], [width]],
    );
  });

  test.each([
    ['one token', [1], 1, 8],
    ['one sequence', [16], 4, 32],
    ['edges of the block', [15, 16, 17, 1], 2, 8],
    ['long', [127, 128, 129, 3], 3, 96],
    ['heads of a width that is no multiple of 4', [5, 2], 2, 14],
    ['heads of 64', [33], 2, 128],
  ])('attention: %s', async (_, lengths, heads, width) => {
    const rows = lengths.reduce((sum, length) => sum + length, 0);
    const pack = () => packSequences(lengths.map((length) => new Int32Array(length)));
    const run =
      (operation: typeof attention): Operation =>
      (q, k, v) =>
        operation(q as tf.Tensor2D, k as tf.Tensor2D, v as tf.Tensor2D, pack(), heads); // shapes below
    await compareWithPlain('attention', run(attention), run(plainAttention), [
      [rows, width],
      [rows, width],
      [rows, width],
    ]);
  });

  test('embedding and its scattered gradient', async () => {
    const ids = [Int32Array.of(3, 3, 0, 10), Int32Array.of(10), Int32Array.of(5, 3)];
    const run =
      (operation: typeof embedNorm): Operation =>
      (word, position, type, gamma, beta) =>
        operation(
          packSequences(ids),
          {
            word: word as tf.Tensor2D, // shapes below
            position: position as tf.Tensor2D, // shapes below
            type: type as tf.Tensor2D, // shapes below
          },
          { gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D, epsilon: 1e-5 }, // shapes below
        );
    await compareWithPlain('embedding', run(embedNorm), run(plainEmbedNorm), [
      [11, 18],
      [6, 18],
      [2, 18],
      [18],
      [18],
    ]);
  });

  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('batched matrix product, transposed %s %s', async (transA, transB) => {
    const a = transA ? [3, 17, 5] : [3, 5, 17];
    const b = transB ? [3, 9, 17] : [3, 17, 9];
    const product: Operation = (x, y) => tf.matMul(x, y, transA, transB);
    await compareWithPlain('matMul', product, product, [a, b]);
  });
});

describe('attention ignores other sequences', () => {
  onBackends(
    'a sequence gives the same alone and packed with others',
    ['wasm', 'cpu', 'webgpu'],
    async (backend) => {
      const shape: [number, number] = [9, 8];
      const [q, k, v] = [0, 1, 2].map(() => randomTensor(shape) as tf.Tensor2D); // rank 2 by its shape
      if (!q || !k || !v) throw new Error('three tensors expected');
      const all = attention(q, k, v, packSequences([new Int32Array(4), new Int32Array(5)]), 2);
      const part = (x: tf.Tensor2D) => x.slice([4, 0], [5, 8]);
      const alone = attention(part(q), part(k), part(v), packSequences([new Int32Array(5)]), 2);
      expectClose(
        'second sequence',
        await part(all).data(),
        await alone.data(),
        backend === 'webgpu' ? 1e-5 : 1e-6,
      );
    },
  );
});

describe('gradients equal central finite differences (seed 17)', () => {
  onBackends('of a block of all operations', ['wasm', 'cpu'], async () => {
    const ids = [Int32Array.of(1, 2, 0), Int32Array.of(2, 3)];
    const shapes = { word: [4, 8], w: [8, 8], b: [8], gamma: [8], beta: [8] };
    const values = Object.values(shapes).map((shape) => randomTensor(shape, 0.5));
    const position = randomTensor([3, 8]) as tf.Tensor2D; // rank 2 by its shape
    const type = randomTensor([2, 8]) as tf.Tensor2D; // rank 2 by its shape
    const block: Operation = (word, w, b, gamma, beta) =>
      tf.tidy(() => {
        const batch = packSequences(ids);
        const first = { gamma: tf.ones([8]), beta: tf.zeros([8]), epsilon: 1e-5 };
        const x = embedNorm(batch, { word: word as tf.Tensor2D, position, type }, first as LayerNormWeights); // shapes above
        const y = linear(x, w as tf.Tensor2D, b as tf.Tensor1D); // shapes above
        const heard = attention(y, gelu(y), y, batch, 2);
        const norm = { gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D, epsilon: 1e-5 }; // shapes above
        const out = layerNorm(heard, x, norm);
        return tf.mean(tf.mul(out, tf.cos(tf.range(0, 40).reshape([5, 8]))));
      });
    const gradients = tf.grads(block)(values);
    for (const [which, gradient] of gradients.entries()) {
      const host = await values[which]?.data();
      const want = await gradient.data();
      if (host === undefined) throw new Error('no value');
      for (const at of [0, Math.floor(host.length / 2), host.length - 1]) {
        const h = 1e-2;
        const shifted = async (by: number): Promise<number> => {
          const moved = host.slice();
          moved[at] = (moved[at] ?? 0) + by;
          const inputs = values.map((t, i) => (i === which ? tf.tensor(moved, t.shape) : t));
          return (await block(...inputs).data())[0] ?? Number.NaN;
        };
        const slope = ((await shifted(h)) - (await shifted(-h))) / (2 * h);
        expect(
          Math.abs(slope - (want[at] ?? Number.NaN)),
          `input ${String(which)}[${String(at)}]`,
        ).toBeLessThan(2e-3);
      }
    }
  });
});

afterAll(() => {
  tf.disposeVariables();
});
