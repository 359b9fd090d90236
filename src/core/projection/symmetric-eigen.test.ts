import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { symmetricEigen } from './symmetric-eigen';

const N = 12;

function randomSymmetric(seed: number): Float64Array {
  const random = createRandom(seed);
  const matrix = new Float64Array(N * N);
  for (let i = 0; i < N; i++)
    for (let j = 0; j <= i; j++) matrix[i * N + j] = matrix[j * N + i] = random.normal();
  return matrix;
}

test.each([1, 2, 3])('A v = lambda v for every pair, the vectors orthonormal (seed %i)', (seed) => {
  const matrix = randomSymmetric(seed);
  const { values, vectors } = symmetricEigen(matrix, N);
  for (let e = 0; e < N; e++) {
    const v = vectors.subarray(e * N, (e + 1) * N);
    for (let i = 0; i < N; i++) {
      const product = v.reduce((sum, x, j) => sum + (matrix[i * N + j] ?? 0) * x, 0);
      expect(product).toBeCloseTo((values[e] ?? 0) * (v[i] ?? 0), 10);
    }
    for (let f = 0; f < N; f++) {
      const inner = v.reduce((sum, x, j) => sum + x * (vectors[f * N + j] ?? 0), 0);
      expect(inner).toBeCloseTo(e === f ? 1 : 0, 12);
    }
  }
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});

test('a diagonal matrix is its own answer, largest value first', () => {
  const { values, vectors } = symmetricEigen(Float64Array.from([1, 0, 0, 5]), 2);
  expect([...values]).toEqual([5, 1]);
  expect([...vectors].map(Math.abs)).toEqual([0, 1, 1, 0]);
});
