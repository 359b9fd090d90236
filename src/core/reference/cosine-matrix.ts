import type { Matrix } from './matrix';

/** Cosine of every row of `a` [A, D] with every row of `b` [B, D]: [A, B]. A zero row has cosine 0 with everything. */
export function cosineMatrix(a: Matrix, b: Matrix): number[][] {
  const units = b.map(unit);
  return a.map(unit).map((row) => units.map((other) => dot(row, other)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
}

function unit(row: readonly number[]): number[] {
  const norm = Math.sqrt(dot(row, row));
  return row.map((value) => (norm === 0 ? 0 : value / norm));
}
