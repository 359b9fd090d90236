import type { Points } from '../../core/projection/covariance';

/** Points at unit length. */
export type UnitPoints = Points;

/** The nearest points of each point, nearest first, [points, k]; equal distances in the order of the points. */
export interface Neighbours {
  readonly k: number;
  readonly indices: Int32Array;
  /** Euclidean: on unit vectors sqrt(2 - 2 cosine). */
  readonly distances: Float64Array;
}

/** The exact k nearest of `among` for each of `points`; a point that stands in both is its own nearest. */
export function nearestPoints(points: UnitPoints, among: UnitPoints, k: number): Neighbours {
  const indices = new Int32Array(points.count * k);
  const distances = new Float64Array(points.count * k);
  const own = points === among;
  for (let row = 0; row < points.count; row++) {
    const squares = Float64Array.from({ length: among.count }, (_, other) =>
      own && other === row ? -1 : squaredDistance(points, row, among, other),
    );
    const order = Array.from(squares, (_, at) => at).sort(
      (a, b) => (squares[a] ?? 0) - (squares[b] ?? 0) || a - b,
    );
    for (let i = 0; i < k; i++) {
      const at = order[i] ?? 0;
      indices[row * k + i] = at;
      distances[row * k + i] = Math.sqrt(Math.max(0, squares[at] ?? 0));
    }
  }
  return { k, indices, distances };
}

function squaredDistance(a: UnitPoints, i: number, b: UnitPoints, j: number): number {
  let sum = 0;
  for (let at = 0; at < a.width; at++)
    sum += ((a.values[i * a.width + at] ?? 0) - (b.values[j * b.width + at] ?? 0)) ** 2;
  return sum;
}
