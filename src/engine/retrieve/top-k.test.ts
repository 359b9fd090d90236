import { expect } from 'vitest';
import { createRandom } from '../../core/random/random';
import type { Embeddings } from '../evaluate/embed-all';
import { onBackends } from '../testing/backends';
import { searchTopK } from './top-k';

const signal = new AbortController().signal;

function embeddings(count: number, width: number, value: (at: number) => number): Embeddings {
  return { count, width, values: Float32Array.from({ length: count * width }, (_, at) => value(at)) };
}

/** Sorts every document: the plain path. */
function bruteForce(queries: Embeddings, corpus: Embeddings, k: number): number[][] {
  return Array.from({ length: queries.count }, (_, q) => {
    const scored = Array.from({ length: corpus.count }, (_unused, d) => {
      let sum = 0;
      for (let c = 0; c < queries.width; c++)
        sum += (queries.values[q * queries.width + c] ?? 0) * (corpus.values[d * queries.width + c] ?? 0);
      return { d, sum };
    });
    return scored
      .sort((a, b) => b.sum - a.sum || a.d - b.d)
      .slice(0, k)
      .map(({ d }) => d);
  });
}

onBackends('equals brute force, with many ties and across tiles (seed 31)', ['wasm', 'cpu'], async () => {
  const random = createRandom(31);
  // Small whole numbers: exact sums, so that ties are ties on every backend.
  const value = (): number => random.int(5) - 2;
  for (const [count, k] of [
    [1, 10],
    [37, 10],
    [4096, 7],
    [9001, 100],
  ] as const) {
    const queries = embeddings(3, 8, value);
    const corpus = embeddings(count, 8, value);
    const found = await searchTopK(queries, corpus, k, signal);
    expect(found.k).toBe(Math.min(k, count));
    const rows = Array.from({ length: 3 }, (_, q) => [
      ...found.indices.subarray(q * found.k, (q + 1) * found.k),
    ]);
    expect(rows).toEqual(bruteForce(queries, corpus, k));
  }
});

onBackends('more queries than a block', ['wasm'], async () => {
  const random = createRandom(32);
  const queries = embeddings(300, 4, () => random.int(7) - 3);
  const corpus = embeddings(50, 4, () => random.int(7) - 3);
  const found = await searchTopK(queries, corpus, 5, signal);
  expect([...found.indices.subarray(299 * 5)]).toEqual(bruteForce(queries, corpus, 5)[299]);
});

onBackends('a cancelled search stops', ['wasm'], async () => {
  const controller = new AbortController();
  controller.abort();
  const some = embeddings(2, 4, () => 1);
  await expect(searchTopK(some, some, 1, controller.signal)).rejects.toThrow('abort');
});
