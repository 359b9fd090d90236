import type { Matrix } from './matrix';

/**
 * Gradient of `f` at `x` by central differences, `(f(x + h) - f(x - h)) / 2h` entry by entry; same shape as `x`.
 * The error is of order h^2 (curvature) plus |f| * 1e-16 / h (rounding): h near 1e-6 suits functions of order 1.
 */
export function numericalGradient(f: (x: Matrix) => number, x: Matrix, h = 1e-6): number[][] {
  const at = (i: number, j: number, shift: number) =>
    f(x.map((row, r) => (r === i ? row.map((value, c) => (c === j ? value + shift : value)) : row)));
  return x.map((row, i) => row.map((_, j) => (at(i, j, h) - at(i, j, -h)) / (2 * h)));
}
