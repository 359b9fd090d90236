import { meanPoint, scatterMatrix, type Points } from './covariance';
import { leadingEigenvectors } from './leading-eigenvectors';

/** A projection of points [width] onto a few orthonormal axes. */
export interface PrincipalAxes {
  readonly width: number;
  /** The point that is drawn at the origin, [width]. */
  readonly centre: Float64Array;
  /** [axes, width]. */
  readonly axes: Float64Array;
  /** Of the groups' variance, the share each axis shows. */
  readonly explained: readonly number[];
}

/**
 * The axes along which the points of each group vary most around that group's own mean (principal components of the
 * pooled covariance). A shift of one whole group against another thus draws no axis to itself.
 */
export function principalAxes(groups: readonly Points[], axes: number, seed: number): PrincipalAxes {
  const width = groups[0]?.width ?? 0;
  const pooled = new Float64Array(width * width);
  const centre = new Float64Array(width);
  for (const group of groups) {
    scatterMatrix(group).forEach((value, at) => (pooled[at] = (pooled[at] ?? 0) + value));
    meanPoint(group).forEach((value, at) => (centre[at] = (centre[at] ?? 0) + value / groups.length));
  }
  const { values, vectors } = leadingEigenvectors(pooled, width, Math.min(axes, width), seed);
  let total = 0;
  for (let i = 0; i < width; i++) total += pooled[i * width + i] ?? 0;
  return {
    width,
    centre,
    axes: vectors,
    explained: [...values].map((value) => (total === 0 ? 0 : Math.max(0, value) / total)),
  };
}

/** Coordinates of the points along the axes, row-major [count, axes]. */
export function projectPoints(points: Points, { width, centre, axes }: PrincipalAxes): Float32Array {
  const count = axes.length / width;
  const out = new Float32Array(points.count * count);
  for (let row = 0; row < points.count; row++)
    for (let axis = 0; axis < count; axis++) {
      let sum = 0;
      for (let i = 0; i < width; i++)
        sum += ((points.values[row * width + i] ?? 0) - (centre[i] ?? 0)) * (axes[axis * width + i] ?? 0);
      out[row * count + axis] = sum;
    }
  return out;
}
