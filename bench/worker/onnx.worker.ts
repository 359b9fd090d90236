// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- ambient: the package declares no types for it
/// <reference path="./onnx-library.d.ts" />
import { ONNX, type OnnxSession } from '@xenova/transformers/src/backends/onnx.js';
import { groupByLength } from '../../src/engine/evaluate/embed-all';
import { answer } from './answer';
import { have } from './have';

const WIDEST = 1 << 30;

let session: OnnxSession | undefined;
let tokens: readonly Int32Array[] = [];

answer<'onnx'>({
  open: async (request) => {
    ONNX.env.wasm.wasmPaths = '/ort/';
    ONNX.env.wasm.numThreads = request.threads;
    ONNX.env.wasm.simd = true;
    const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' };
    session = await ONNX.InferenceSession.create('/onnx/model.onnx', options);
    tokens = request.tokens;
    return null;
  },
  embedPassages: async ({ batch }) => {
    const start = performance.now();
    const values = await embedAll(batch);
    return { ms: performance.now() - start, values };
  },
});

/** Mean-pooled, normalised embeddings in the order of the texts, from batches of like length. */
async function embedAll(batch: number): Promise<Float32Array> {
  let all = new Float32Array(0);
  const order = groupByLength(tokens, WIDEST).flat();
  for (let first = 0; first < order.length; first += batch) {
    const group = order.slice(first, first + batch);
    const { values, width } = await embedGroup(group.map((at) => tokens[at] ?? new Int32Array()));
    if (all.length === 0) all = new Float32Array(tokens.length * width);
    group.forEach((at, i) => all.set(values.subarray(i * width, (i + 1) * width), at * width));
  }
  return all;
}

async function embedGroup(texts: readonly Int32Array[]): Promise<{ values: Float32Array; width: number }> {
  const longest = Math.max(...texts.map(({ length }) => length));
  const ids = new BigInt64Array(texts.length * longest);
  const mask = new BigInt64Array(texts.length * longest);
  texts.forEach((text, row) => {
    text.forEach((id, i) => (ids[row * longest + i] = BigInt(id)));
    mask.fill(1n, row * longest, row * longest + text.length);
  });
  const dims = [texts.length, longest];
  const given = {
    input_ids: new ONNX.Tensor('int64', ids, dims),
    attention_mask: new ONNX.Tensor('int64', mask, dims),
    token_type_ids: new ONNX.Tensor('int64', new BigInt64Array(ids.length), dims),
  };
  const running = have(session);
  const feeds = Object.fromEntries(
    Object.entries(given).filter(([name]) => running.inputNames.includes(name)),
  );
  const { last_hidden_state: hidden } = await running.run(feeds);
  if (hidden === undefined) throw new Error('the model gives no last_hidden_state');
  return poolMean(hidden.data, texts, longest, hidden.dims[2] ?? 0);
}

function poolMean(hidden: Float32Array, texts: readonly Int32Array[], longest: number, width: number) {
  const values = new Float32Array(texts.length * width);
  texts.forEach(({ length }, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    for (let t = 0; t < length; t++) {
      const at = (row * longest + t) * width;
      for (let i = 0; i < width; i++) own[i] = (own[i] ?? 0) + (hidden[at + i] ?? 0);
    }
    // Dividing by the length first would change nothing.
    const norm = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    own.forEach((value, i) => (own[i] = value / norm));
  });
  return { values, width };
}
