import { createRandom } from '../../core/random/random';
import { nextTask } from '../next-task';
import { nearestPoints, type Neighbours, type UnitPoints } from './nearest-points';

/** Neighbours that shape the map: umap's usual number. */
const NEIGHBOURS = 15;
/** Fewer points have no neighbourhoods to speak of. */
const FEWEST = 6;
const EPOCHS_AT_ONCE = 10;

/** A fitted layout: places for the points it was fitted on, and for others by their nearest ones. */
export interface UmapLayout {
  /** [fitted points, 2]. */
  readonly positions: Float32Array;
  /** The means of the places of the nearest fitted points, the nearer the more weight, [points, 2]. */
  place(points: UnitPoints): Float32Array;
}

/**
 * Fits UMAP (McInnes, Healy and Melville 2018; umap-js) on points at unit length. The neighbours are exact and the draws
 * seeded, so that the same points always get the same map.
 * @throws Error for fewer than 6 points; the signal's reason when cancelled
 */
export async function fitUmap(
  points: UnitPoints,
  seed: number,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<UmapLayout> {
  if (points.count < FEWEST)
    throw new Error(`UMAP needs at least ${String(FEWEST)} points; use PCA instead.`);
  const { UMAP } = await import('umap-js');
  signal.throwIfAborted();
  const k = Math.min(NEIGHBOURS, points.count - 1);
  const umap = new UMAP({ nNeighbors: k, random: createRandom(seed).next });
  const near = nearestPoints(points, points, k);
  umap.setPrecomputedKNN(rowsOf(near.indices, k), rowsOf(near.distances, k));
  // With the neighbours known it only counts the points.
  const epochs = umap.initializeFit(Array.from({ length: points.count }, () => []));
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % EPOCHS_AT_ONCE === 0) {
      onProgress(epoch, epochs);
      await nextTask();
      signal.throwIfAborted();
    }
    umap.step();
  }
  const positions = Float32Array.from(umap.getEmbedding().flat());
  return { positions, place: (others) => weightedPlaces(nearestPoints(others, points, k), positions) };
}

/** Places of points by their neighbours, whose weights fall exponentially with the distance beyond the nearest's. */
function weightedPlaces({ k, indices, distances }: Neighbours, positions: Float32Array): Float32Array {
  const count = indices.length / k;
  const out = new Float32Array(count * 2);
  for (let row = 0; row < count; row++) {
    const near = distances.subarray(row * k, (row + 1) * k);
    const nearest = near[0] ?? 0;
    const scale = near.reduce((sum, distance) => sum + distance - nearest, 0) / k;
    const weights = near.map((distance) => (scale === 0 ? 1 : Math.exp((nearest - distance) / scale)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, i) => {
      const from = 2 * (indices[row * k + i] ?? 0);
      for (const axis of [0, 1])
        out[2 * row + axis] = (out[2 * row + axis] ?? 0) + (weight / total) * (positions[from + axis] ?? 0);
    });
  }
  return out;
}

function rowsOf(values: ArrayLike<number>, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from({ length: width }, (__, i) => values[row * width + i] ?? 0),
  );
}
