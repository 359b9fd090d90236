import { expect, test } from 'vitest';
import { createRandom } from '../../core/random/random';
import { expectClose } from '../testing/close-to';
import { loadKernels, type Build } from './kernels-module';

const [m, n, k] = [130, 70, 300];

/** A product of fixed random matrices, with GELU and row sums, under a build and a number of threads. */
async function product(build: Build, threads: number): Promise<Float32Array> {
  const { kernels, memory, close } = await loadKernels(threads, build);
  const random = createRandom(41);
  const place = (size: number): Float32Array => {
    const pointer = kernels.allocate(size * 4);
    return new Float32Array(memory.buffer, pointer, size).map(() => random.normal());
  };
  const pointers = [m * k, k * n].map((size) => {
    const values = place(size);
    const pointer = kernels.allocate(size * 4);
    new Float32Array(memory.buffer, pointer, size).set(values);
    return pointer;
  });
  const [a = 0, b = 0] = pointers;
  // C, its GELU and the sums of A's rows, one after another.
  const c = kernels.allocate((2 * m * n + m) * 4);
  kernels.matMul(0, 0, m, n, k, a, b, c, 0, 0, c + m * n * 4, c + 2 * m * n * 4, 0);
  const result = new Float32Array(memory.buffer, c, 2 * m * n + m).slice();
  close();
  return result;
}

test('the builds with and without fused multiply-add agree (seed 41)', async () => {
  expectClose('product', await product('best', 1), await product('simd', 1), 1e-6);
});

test('any number of threads gives the same bits (seed 41)', async () => {
  const one = await product('best', 1);
  for (const threads of [2, 3, 5]) expect(await product('best', threads)).toEqual(one);
});

test('many small jobs in a row finish, with more threads than cores', async () => {
  const { kernels, memory, close } = await loadKernels(6);
  const size = 32 * 64;
  const x = kernels.allocate(size * 4);
  const out = kernels.allocate(64 * 4);
  new Float32Array(memory.buffer, x, size).fill(1);
  for (let i = 0; i < 3000; i++) kernels.sumColumns(x, out, 32, 64);
  expect([...new Float32Array(memory.buffer, out, 64)]).toEqual(Array(64).fill(32));
  close();
});
