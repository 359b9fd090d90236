import type { MapFrame } from '../protocol/map';
import type { EmbeddingRecord, RecordedFrame } from './observer';

/** Nearest passages told of each query. */
export const NEAREST = 5;

/** What the embeddings of a frame say before they are pressed into the plane. */
export function mapDistances(
  { points, queries, width }: Pick<EmbeddingRecord, 'points' | 'queries' | 'width'>,
  { values }: RecordedFrame,
): Pick<MapFrame, 'nearest' | 'relevantCosine' | 'otherCosine'> {
  const nearest = new Int32Array(queries * NEAREST).fill(-1);
  const relevantMean = new RunningMean();
  const otherMean = new RunningMean();
  for (let query = 0; query < queries; query++) {
    const relevant = new Set(points[query]?.relevant);
    const scored: (readonly [passage: number, cosine: number])[] = [];
    for (let passage = queries; passage < points.length; passage++) {
      if (points[passage]?.set !== points[query]?.set) continue;
      const cosine = innerProduct(values, query * width, passage * width, width);
      (relevant.has(passage) ? relevantMean : otherMean).add(cosine);
      scored.push([passage, cosine]);
    }
    scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    nearest.set(
      scored.slice(0, NEAREST).map(([passage]) => passage),
      query * NEAREST,
    );
  }
  return { nearest, relevantCosine: relevantMean.value, otherCosine: otherMean.value };
}

class RunningMean {
  #sum = 0;
  #count = 0;
  add(value: number): void {
    this.#sum += value;
    this.#count++;
  }
  /** NaN before the first value. */
  get value(): number {
    return this.#sum / this.#count;
  }
}

function innerProduct(values: Float32Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (values[a + i] ?? 0) * (values[b + i] ?? 0);
  return sum;
}
