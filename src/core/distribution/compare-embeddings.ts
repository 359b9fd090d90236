import type { JudgedFigure } from './judged-figure';
import { permutationChance } from './permutation-chance';

/** Row-major [count, width]. */
export interface EmbeddedTexts {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** How far two groups of texts lie apart for an encoder. */
export interface EmbeddingComparison {
  /** Texts of each group that were embedded. */
  readonly texts: readonly [number, number];
  /** 1 minus the cosine of the groups' mean embeddings. */
  readonly means: JudgedFigure;
  /**
   * Energy distance as a share: (2 E|X - Y| - E|X - X'| - E|Y - Y'|) / (2 E|X - Y|), 0 for the same distribution to 1
   * (Szekely and Rizzo 2013), over Euclidean distances of embeddings of length 1.
   */
  readonly energy: JudgedFigure;
}

const ROUNDS = 100;

/** Compares the embeddings of two groups, scaled to length 1. */
export async function compareEmbeddings(
  a: EmbeddedTexts,
  b: EmbeddedTexts,
  given: { readonly seed: number; readonly pause: () => Promise<void> },
): Promise<EmbeddingComparison> {
  const { width } = a;
  const points = Float64Array.from([...a.values, ...b.values]);
  scaleToOne(points, width);
  const distances = await allDistances(points, width, given.pause);
  const sizes = [a.count, b.count] as const;
  const statistics = (order: Int32Array): readonly number[] => [
    meanDistance(points, width, order, a.count),
    energyShare(distances, order, a.count),
  ];
  const [means = 0, energy = 0] = statistics(Int32Array.from({ length: a.count + b.count }, (_, i) => i));
  const [byChance = 0, energyByChance = 0] = await permutationChance(statistics, sizes, {
    rounds: ROUNDS,
    ...given,
  });
  return {
    texts: sizes,
    means: { value: means, chance: byChance },
    energy: { value: energy, chance: energyByChance },
  };
}

/**
 * The energy distance of two samples as a share of 2 E|X - Y|, with all pairs, equal ones too.
 * @param distances [n * n] of all members
 * @param order the members; the first `count` are the one sample
 */
export function energyShare(distances: Float32Array, order: Int32Array, count: number): number {
  const all = order.length;
  let [within, between, others] = [0, 0, 0];
  for (let i = 0; i < all; i++) {
    const row = (order[i] ?? 0) * all;
    for (let j = 0; j < i; j++) {
      const distance = distances[row + (order[j] ?? 0)] ?? 0;
      if (i < count) within += distance;
      else if (j < count) between += distance;
      else others += distance;
    }
  }
  const rest = all - count;
  const across = (2 * between) / (count * rest);
  const energy = across - (2 * within) / (count * count) - (2 * others) / (rest * rest);
  return across === 0 ? 0 : Math.max(0, energy / across);
}

function meanDistance(points: Float64Array, width: number, order: Int32Array, count: number): number {
  const [a, b] = [new Float64Array(width), new Float64Array(width)];
  order.forEach((member, at) => {
    const into = at < count ? a : b;
    for (let i = 0; i < width; i++) into[i] = (into[i] ?? 0) + (points[member * width + i] ?? 0);
  });
  const dot = (one: Float64Array, other: Float64Array): number =>
    one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);
  const norms = Math.sqrt(dot(a, a) * dot(b, b));
  return norms === 0 ? 0 : Math.max(0, 1 - dot(a, b) / norms);
}

function scaleToOne(points: Float64Array, width: number): void {
  for (let start = 0; start < points.length; start += width) {
    const row = points.subarray(start, start + width);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (norm > 0) row.forEach((value, i) => (row[i] = value / norm));
  }
}

async function allDistances(
  points: Float64Array,
  width: number,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const count = points.length / width;
  const distances = new Float32Array(count * count);
  for (let i = 0; i < count; i++) {
    await pause();
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let at = 0; at < width; at++)
        sum += ((points[i * width + at] ?? 0) - (points[j * width + at] ?? 0)) ** 2;
      distances[i * count + j] = distances[j * count + i] = Math.sqrt(sum);
    }
  }
  return distances;
}
