import * as tf from '@tensorflow/tfjs';
import { WasmBackend } from '../backend/wasm-backend';
import { GpuBackend } from '../backend/webgpu-backend';
import type { Embeddings } from '../evaluate/embed-all';
import { nextTask } from '../next-task';
import { gpuHeaps, LONGEST_LIST } from './top-k-webgpu';

/** Documents and queries of one tile of scores: 256 x 4,096 floats are 4 MiB. */
const DOCUMENTS = 4096;
const QUERIES = 256;

/** A graphics device wants more at once, and each block of queries sends it the whole corpus again. */
const QUERIES_ON_GPU = 1024;

/** For each query its best k documents, best first; row-major [queries, k], k = min(k, documents). */
export interface TopK {
  readonly k: number;
  readonly indices: Int32Array;
  readonly scores: Float32Array;
}

/**
 * The exact k documents of highest dot product for each query, tile by tile on the backend. Among equal scores the
 * lower index is the better.
 * @throws the signal's reason when cancelled.
 */
export async function searchTopK(
  queries: Embeddings,
  corpus: Embeddings,
  k: number,
  signal: AbortSignal,
): Promise<TopK> {
  const kept = Math.min(k, corpus.count);
  const result: TopK = {
    k: kept,
    indices: new Int32Array(queries.count * kept),
    scores: new Float32Array(queries.count * kept),
  };
  const atOnce = tf.getBackend() === 'webgpu' ? QUERIES_ON_GPU : QUERIES;
  for (let first = 0; first < queries.count; first += atOnce) {
    const count = Math.min(atOnce, queries.count - first);
    const block = rowsOf(queries, first, count);
    const heaps = createHeaps(count, kept);
    try {
      for (let offset = 0; offset < corpus.count; offset += DOCUMENTS) {
        signal.throwIfAborted();
        const tile = rowsOf(corpus, offset, Math.min(DOCUMENTS, corpus.count - offset));
        const scores: tf.Tensor2D = tf.matMul(block, tile, false, true);
        await heaps.merge(scores, offset);
        tf.dispose([tile, scores]);
        await nextTask();
      }
      await heaps.sortInto(result, first);
    } finally {
      block.dispose();
      heaps.dispose();
    }
  }
  return result;
}

function rowsOf({ values, width }: Embeddings, first: number, count: number): tf.Tensor2D {
  return tf.tensor2d(values.subarray(first * width, (first + count) * width), [count, width]);
}

/** The best k of each query so far. */
export interface Heaps {
  /** Tiles come in the order of their offsets. */
  merge(scores: tf.Tensor2D, offset: number): Promise<void>;
  sortInto(result: TopK, firstQuery: number): Promise<void>;
  dispose(): void;
}

function createHeaps(queries: number, k: number): Heaps {
  const backend = tf.backend();
  if (backend instanceof WasmBackend) return wasmHeaps(backend, queries, k);
  const onDevice = backend instanceof GpuBackend && k <= LONGEST_LIST;
  return onDevice ? gpuHeaps(backend, queries, k) : hostHeaps(queries, k);
}

function wasmHeaps(backend: WasmBackend, queries: number, k: number): Heaps {
  const scores = backend.output([queries, k]);
  const indices = backend.output([queries, k], 'int32');
  return {
    merge(tile, offset) {
      const columns = tile.shape[1];
      const { kernels } = backend.module;
      kernels.mergeTopK(backend.pointer(tile), queries, columns, offset, k, scores.pointer, indices.pointer);
      return Promise.resolve();
    },
    sortInto(result, firstQuery) {
      const found = backend.readSync(scores.info.dataId) as Float32Array; // float32 by its making
      const places = backend.readSync(indices.info.dataId) as Int32Array; // int32 by its making
      for (let q = 0; q < queries; q++)
        writeSorted(
          result,
          firstQuery + q,
          found.subarray(q * k, (q + 1) * k),
          places.subarray(q * k, (q + 1) * k),
        );
      return Promise.resolve();
    },
    dispose() {
      backend.disposeData(scores.info.dataId);
      backend.disposeData(indices.info.dataId);
    },
  };
}

/** On other backends the tile of scores is read back and merged here. */
function hostHeaps(queries: number, k: number): Heaps {
  const scores = Array.from({ length: queries }, () => new Float32Array(0));
  const places = Array.from({ length: queries }, () => new Int32Array(0));
  return {
    async merge(tile, offset) {
      const columns = tile.shape[1];
      const values = await tile.data<'float32'>();
      for (let q = 0; q < queries; q++) {
        const best = mergeRow(
          scores[q],
          places[q],
          values.subarray(q * columns, (q + 1) * columns),
          offset,
          k,
        );
        scores[q] = best.scores;
        places[q] = best.places;
      }
    },
    sortInto(result, firstQuery) {
      for (let q = 0; q < queries; q++) {
        writeSorted(result, firstQuery + q, scores[q] ?? new Float32Array(k), places[q] ?? new Int32Array(k));
      }
      return Promise.resolve();
    },
    dispose() {
      scores.length = 0;
      places.length = 0;
    },
  };
}

function mergeRow(
  scores: Float32Array | undefined,
  places: Int32Array | undefined,
  row: Float32Array,
  offset: number,
  k: number,
) {
  const all = [...(scores ?? [])].map((score, i) => ({ score, place: places?.[i] ?? 0 }));
  const full = all.length >= k;
  const worst = all.reduce((low, { score }) => Math.min(low, score), Infinity);
  row.forEach((score, i) => {
    if (!full || score > worst) all.push({ score, place: offset + i });
  });
  all.sort((a, b) => b.score - a.score || a.place - b.place);
  const best = all.slice(0, k);
  return {
    scores: Float32Array.from(best, ({ score }) => score),
    places: Int32Array.from(best, ({ place }) => place),
  };
}

function writeSorted(
  { k, indices, scores }: TopK,
  query: number,
  found: Float32Array,
  places: Int32Array,
): void {
  const order = Array.from(found, (score, i) => ({ score, place: places[i] ?? 0 }));
  order.sort((a, b) => b.score - a.score || a.place - b.place);
  order.forEach(({ score, place }, rank) => {
    indices[query * k + rank] = place;
    scores[query * k + rank] = score;
  });
}
