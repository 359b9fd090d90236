import * as tf from '@tensorflow/tfjs';
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

onBackends(
  'equals brute force, with many ties and across tiles (seed 31)',
  ['wasm', 'cpu', 'webgpu'],
  async () => {
    const random = createRandom(31);
    // Small whole numbers: exact sums, so that ties are ties on every backend.
    const value = (): number => random.int(5) - 2;
    for (const [count, k] of [
      [1, 10],
      [37, 10],
      [4096, 7],
      [9001, 100],
      [4200, 256],
      [4100, 257],
      [5000, 1000],
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
  },
);

onBackends('more queries than a block (seed 32)', ['wasm', 'webgpu'], async () => {
  const random = createRandom(32);
  const queries = embeddings(1100, 4, () => random.int(7) - 3);
  const corpus = embeddings(50, 4, () => random.int(7) - 3);
  const found = await searchTopK(queries, corpus, 5, signal);
  expect([...found.indices.subarray(1099 * 5)]).toEqual(bruteForce(queries, corpus, 5)[1099]);
});

onBackends(
  'ever better and ever worse scores (every document passes the filter, or none)',
  ['wasm', 'webgpu'],
  async () => {
    const one = embeddings(1, 1, () => 1);
    const rising = await searchTopK(
      one,
      embeddings(9000, 1, (at) => at),
      600,
      signal,
    );
    expect([...rising.indices]).toEqual(Array.from({ length: 600 }, (_, rank) => 8999 - rank));
    expect(rising.scores[599]).toBe(8400);
    const falling = await searchTopK(
      one,
      embeddings(9000, 1, (at) => -at),
      600,
      signal,
    );
    expect([...falling.indices]).toEqual(Array.from({ length: 600 }, (_, rank) => rank));
  },
);

onBackends('more documents than the device keeps lists of', ['webgpu'], async () => {
  const one = embeddings(1, 1, () => 1);
  const found = await searchTopK(
    one,
    embeddings(1500, 1, (at) => at % 7),
    1400,
    signal,
  );
  expect([...found.indices]).toEqual(
    bruteForce(
      one,
      embeddings(1500, 1, (at) => at % 7),
      1400,
    )[0],
  );
});

onBackends('nothing stays allocated after a search', ['wasm', 'webgpu'], async () => {
  const some = embeddings(20, 4, (at) => Math.sin(at));
  const before = tf.memory().numTensors;
  await searchTopK(some, some, 5, signal);
  expect(tf.memory().numTensors).toBe(before);
});

onBackends('a cancelled search stops', ['wasm'], async () => {
  const controller = new AbortController();
  controller.abort();
  const some = embeddings(2, 4, () => 1);
  await expect(searchTopK(some, some, 1, controller.signal)).rejects.toThrow('abort');
});
