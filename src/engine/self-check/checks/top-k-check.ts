import { createRandom } from '../../../core/random/random';
import type { Embeddings } from '../../evaluate/embed-all';
import { searchTopK } from '../../retrieve/top-k';
import type { Check, Outputs } from '../check';

const QUERIES = 3;
/** More than one tile of documents. */
const DOCUMENTS = 4_500;
const WIDTH = 16;
const K = 10;

/**
 * Small whole numbers: every score is exact on every device and many are equal, so the ranking must be the same to
 * the last place, with the lower index first among equals.
 */
export function topKCheck(): Check {
  return {
    operation: 'Top-k search',
    input: `${String(QUERIES)} queries, ${String(DOCUMENTS)} x ${String(WIDTH)}, k ${String(K)}`,
    tolerance: 0,
    compute: async () => {
      const { queries, corpus } = seededEmbeddings();
      const { indices, scores } = await searchTopK(queries, corpus, K, new AbortController().signal);
      return named(indices, scores);
    },
    reference: () => {
      const { queries, corpus } = seededEmbeddings();
      return Promise.resolve(sortAll(queries, corpus));
    },
  };
}

function named(places: ArrayLike<number>, scores: ArrayLike<number>): Outputs {
  return new Map([
    ['places', places],
    ['scores', scores],
  ]);
}

function seededEmbeddings(): { queries: Embeddings; corpus: Embeddings } {
  const random = createRandom(2024);
  const whole = (count: number): Embeddings => {
    const values = Float32Array.from({ length: count * WIDTH }, () => random.int(17) - 8);
    return { count, width: WIDTH, values };
  };
  return { queries: whole(QUERIES), corpus: whole(DOCUMENTS) };
}

function sortAll(queries: Embeddings, corpus: Embeddings): Outputs {
  const best = Array.from({ length: queries.count }, (_, q) => {
    const scored = Array.from({ length: corpus.count }, (_score, place) => {
      return { place, score: dot(queries, q, corpus, place) };
    });
    return scored.sort((a, b) => b.score - a.score || a.place - b.place).slice(0, K);
  }).flat();
  const places = best.map(({ place }) => place);
  return named(
    places,
    best.map(({ score }) => score),
  );
}

function dot(a: Embeddings, rowA: number, b: Embeddings, rowB: number): number {
  let sum = 0;
  for (let i = 0; i < WIDTH; i++)
    sum += (a.values[rowA * WIDTH + i] ?? Number.NaN) * (b.values[rowB * WIDTH + i] ?? Number.NaN);
  return sum;
}
