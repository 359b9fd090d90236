import type { Embeddings } from '../evaluate/embed-all';

/** The cosine of row i of `a` and row j of `b`, in float64; 0 where one of them is zero. */
export function cosine(a: Embeddings, i: number, b: Embeddings, j: number): number {
  const { width } = a;
  let product = 0;
  let squares = 0;
  let otherSquares = 0;
  for (let k = 0; k < width; k++) {
    const x = a.values[i * width + k] ?? 0;
    const y = b.values[j * width + k] ?? 0;
    product += x * y;
    squares += x * x;
    otherSquares += y * y;
  }
  const lengths = Math.sqrt(squares * otherSquares);
  return lengths === 0 ? 0 : product / lengths;
}

/** The given rows at unit length, row-major [rows, width]; zero rows stay zero. */
export function unitRows({ width, values }: Embeddings, rows: readonly number[]): Float32Array {
  const out = new Float32Array(rows.length * width);
  rows.forEach((row, at) => {
    const from = values.subarray(row * width, (row + 1) * width);
    const length = Math.sqrt(from.reduce((sum, x) => sum + x * x, 0));
    out.set(length === 0 ? from : from.map((x) => x / length), at * width);
  });
  return out;
}
