/** Points, row-major [count, width]. */
export interface Points {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** The mean point, [width]. */
export function meanPoint({ count, width, values }: Points): Float64Array {
  const mean = new Float64Array(width);
  values.forEach((value, at) => {
    mean[at % width] = (mean[at % width] ?? 0) + value / count;
  });
  return mean;
}

/** The sum of (x - mean)(x - mean)^T over the points around their own mean, symmetric [width, width], in float64. */
export function scatterMatrix(points: Points): Float64Array {
  const { count, width, values } = points;
  const mean = meanPoint(points);
  const sum = new Float64Array(width * width);
  const x = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) x[i] = (values[row * width + i] ?? 0) - (mean[i] ?? 0);
    for (let i = 0; i < width; i++) {
      const xi = x[i] ?? 0;
      const at = i * width;
      for (let j = 0; j <= i; j++) sum[at + j] = (sum[at + j] ?? 0) + xi * (x[j] ?? 0);
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) sum[j * width + i] = sum[i * width + j] ?? 0;
  return sum;
}
