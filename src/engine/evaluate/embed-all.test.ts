import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { createRandom } from '../../core/random/random';
import { disposeWeights } from '../model/weights';
import { onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { microJob } from '../testing/micro-job';
import { embedAll } from './embed-all';

/** Sequences of mixed lengths, more tokens than a batch holds. */
function sequencesOf(count: number): Int32Array[] {
  const random = createRandom(41);
  return Array.from({ length: count }, () =>
    Int32Array.from({ length: 1 + random.int(39) }, () => random.int(90)),
  );
}

onBackends('embeddings come in the order given, each as if alone (seed 41)', ['wasm', 'webgpu'], async () => {
  const { model } = await microJob();
  const sequences = sequencesOf(230);
  const progress: number[] = [];
  const { values, width } = await embedAll(model, sequences, new AbortController().signal, (done) =>
    progress.push(done),
  );
  expect(progress.length).toBeGreaterThan(1);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(230);
  for (const at of [0, 117, 229]) {
    const alone = await model.embed([sequences[at] ?? new Int32Array()]).data();
    expectClose(`sequence ${String(at)}`, values.subarray(at * width, (at + 1) * width), alone, 1e-5);
  }
  disposeWeights(model.weights);
});

onBackends('a cancel leaves nothing behind', ['wasm', 'webgpu'], async () => {
  const { model } = await microJob();
  const controller = new AbortController();
  const before = tf.memory().numTensors;
  const embedding = embedAll(model, sequencesOf(600), controller.signal, () => {
    controller.abort();
  });
  await expect(embedding).rejects.toThrow('abort');
  expect(tf.memory().numTensors).toBe(before);
  disposeWeights(model.weights);
});
