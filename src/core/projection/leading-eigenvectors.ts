import { createRandom } from '../random/random';
import { symmetricEigen, type SymmetricEigen } from './symmetric-eigen';

/** Vectors iterated beside those asked for: the error falls with the first eigenvalue left out. */
const SPARE = 6;
const MOST_ITERATIONS = 500;
/** Residual |A v - lambda v| at which a vector counts as found, relative to the largest eigenvalue. */
const TOLERANCE = 1e-9;

/**
 * The `count` eigenvectors of a symmetric positive semidefinite matrix [n, n] with the largest eigenvalues, by subspace
 * iteration with a Rayleigh-Ritz step (Saad, Numerical Methods for Large Eigenvalue Problems, 5.1). The largest
 * component of each is positive, so that the same matrix never gives a mirrored answer.
 */
export function leadingEigenvectors(
  matrix: Float64Array,
  n: number,
  count: number,
  seed: number,
): SymmetricEigen {
  const block = Math.min(n, count + SPARE);
  const random = createRandom(seed);
  let basis = orthonormal(
    Float64Array.from({ length: block * n }, () => random.normal()),
    n,
    block,
  );
  for (let iteration = 0; ; iteration++) {
    const image = multiply(matrix, basis, n, block);
    const ritz = symmetricEigen(gram(basis, image, n, block), block);
    const turned = combine(ritz.vectors, basis, n, block);
    const turnedImage = combine(ritz.vectors, image, n, block);
    if (iteration === MOST_ITERATIONS || isFound(turned, turnedImage, ritz.values, n, count))
      return { values: ritz.values.slice(0, count), vectors: withSigns(turned.slice(0, count * n), n) };
    basis = orthonormal(turnedImage, n, block);
  }
}

/** The rows of `vectors` times the symmetric matrix, [rows, n]. */
function multiply(matrix: Float64Array, vectors: Float64Array, n: number, rows: number): Float64Array {
  const out = new Float64Array(rows * n);
  for (let row = 0; row < rows; row++) {
    const vector = vectors.subarray(row * n, (row + 1) * n);
    for (let i = 0; i < n; i++) out[row * n + i] = dot(matrix, i * n, vector, 0, n);
  }
  return out;
}

/** a b^T, [rows, rows]. */
function gram(a: Float64Array, b: Float64Array, n: number, rows: number): Float64Array {
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) out[i * rows + j] = out[j * rows + i] = dot(a, i * n, b, j * n, n);
  return out;
}

/** Each row of `weights` [rows, rows] applied to the rows of `vectors` [rows, n]. */
function combine(weights: Float64Array, vectors: Float64Array, n: number, rows: number): Float64Array {
  const out = new Float64Array(rows * n);
  for (let to = 0; to < rows; to++)
    for (let from = 0; from < rows; from++)
      add(out, to * n, vectors, from * n, weights[to * rows + from] ?? 0, n);
  return out;
}

/** Modified Gram-Schmidt, twice, in place; a row that vanishes becomes zero. */
function orthonormal(vectors: Float64Array, n: number, rows: number): Float64Array {
  for (let row = 0; row < rows; row++) {
    const at = row * n;
    for (let pass = 0; pass < 2; pass++)
      for (let earlier = 0; earlier < row; earlier++)
        add(vectors, at, vectors, earlier * n, -dot(vectors, at, vectors, earlier * n, n), n);
    const length = Math.sqrt(dot(vectors, at, vectors, at, n));
    for (let i = at; i < at + n; i++) vectors[i] = length === 0 ? 0 : (vectors[i] ?? 0) / length;
  }
  return vectors;
}

function isFound(
  vectors: Float64Array,
  images: Float64Array,
  values: Float64Array,
  n: number,
  count: number,
): boolean {
  const limit = TOLERANCE * Math.abs(values[0] ?? 0);
  for (let row = 0; row < count; row++) {
    let squares = 0;
    for (let i = row * n; i < (row + 1) * n; i++)
      squares += ((images[i] ?? 0) - (values[row] ?? 0) * (vectors[i] ?? 0)) ** 2;
    if (Math.sqrt(squares) > limit) return false;
  }
  return true;
}

function withSigns(vectors: Float64Array, n: number): Float64Array {
  for (let at = 0; at < vectors.length; at += n) {
    const vector = vectors.subarray(at, at + n);
    const largest = vector.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
    if (largest < 0) vector.forEach((x, i) => (vector[i] = -x));
  }
  return vectors;
}

function dot(a: Float64Array, from: number, b: Float64Array, other: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (a[from + i] ?? 0) * (b[other + i] ?? 0);
  return sum;
}

/** a[to ...] += scale * b[from ...]. */
function add(a: Float64Array, to: number, b: Float64Array, from: number, scale: number, n: number): void {
  for (let i = 0; i < n; i++) a[to + i] = (a[to + i] ?? 0) + scale * (b[from + i] ?? 0);
}
