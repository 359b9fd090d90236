/** Eigenvalues, largest first, and their unit eigenvectors as rows, [n, n]. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** A sweep squares what is left off the diagonal; small matrices need six to ten. */
const MOST_SWEEPS = 40;

/**
 * All eigenvectors of a small symmetric matrix [n, n] in float64, by cyclic Jacobi rotations (Golub and Van Loan,
 * Matrix Computations, 8.5). Cubic in n for each sweep: meant for n of some dozens.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const size = squaresOf(a, n, () => true);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    if (squaresOf(a, n, (row, column) => row !== column) <= 1e-30 * size) break;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  return sorted(a, v, n);
}

function squaresOf(a: Float64Array, n: number, counts: (row: number, column: number) => boolean): number {
  let sum = 0;
  a.forEach((value, at) => {
    if (counts(Math.floor(at / n), at % n)) sum += value * value;
  });
  return sum;
}

/** Makes a[p, q] zero by a rotation of rows and columns p and q, and turns the vectors (rows of v) along. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const at = a[p * n + q] ?? 0;
  if (at === 0) return;
  const theta = ((a[q * n + q] ?? 0) - (a[p * n + p] ?? 0)) / (2 * at);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(v, p * n + k, q * n + k, c, s);
}

function turn(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = values[i] ?? 0;
  const y = values[j] ?? 0;
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}

function sorted(a: Float64Array, v: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (a[j * n + j] ?? 0) - (a[i * n + i] ?? 0),
  );
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(v.subarray(from * n, (from + 1) * n), to * n);
  });
  return { values: Float64Array.from(order, (i) => a[i * n + i] ?? 0), vectors };
}
