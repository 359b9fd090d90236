import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../../src/core/random/random';
import type { Embeddings } from '../../src/engine/evaluate/embed-all';
import { searchTopK } from '../../src/engine/retrieve/top-k';

const DEPTH = 100;
/** Tiles of the bare products: as large as a search's. */
const QUERIES = 256;
const DOCUMENTS = 4096;

export interface OurSearch {
  /** Seconds of the exact top 100 of every query among the first `documents` of the corpus. */
  search(documents: number): Promise<number>;
  /** The same, of nothing but the matrix products of all tiles, with both operands on the backend. */
  products(documents: number): Promise<number>;
}

export function createSearch(documents: number, queryCount: number, width: number): OurSearch {
  const random = createRandom(9);
  const values = (count: number): Float32Array =>
    Float32Array.from({ length: count * width }, () => random.next() - 0.5);
  const corpus = values(documents);
  const queries: Embeddings = { count: queryCount, width, values: values(queryCount) };
  const first = (count: number): Embeddings => ({ count, width, values: corpus.subarray(0, count * width) });
  return {
    search: async (count) => {
      const start = performance.now();
      await searchTopK(queries, first(count), DEPTH, new AbortController().signal);
      return performance.now() - start;
    },
    products: (count) => timeProducts(queries, first(count)),
  };
}

async function timeProducts(queries: Embeddings, corpus: Embeddings): Promise<number> {
  const blocks = tilesOf(queries, QUERIES);
  const tiles = tilesOf(corpus, DOCUMENTS);
  const start = performance.now();
  let last: tf.Tensor | undefined;
  for (const block of blocks) {
    for (const tile of tiles) {
      last?.dispose();
      last = tf.matMul(block, tile, false, true);
    }
  }
  if (last !== undefined) {
    const one = tf.slice(tf.reshape(last, [-1]), 0, 1);
    await one.data();
    one.dispose();
  }
  const ms = performance.now() - start;
  tf.dispose([...blocks, ...tiles, last ?? []]);
  return ms;
}

function tilesOf({ values, count, width }: Embeddings, rows: number): tf.Tensor2D[] {
  return Array.from({ length: Math.ceil(count / rows) }, (_, at) => {
    const size = Math.min(rows, count - at * rows);
    return tf.tensor2d(values.slice(at * rows * width, (at * rows + size) * width), [size, width]);
  });
}
