import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/random/random';
import { defaultSettings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { WasmBackend } from '../backend/wasm-backend';
import { disposeWeights } from '../model/weights';
import { trainedPart } from '../model/trained-part';
import { microModel } from '../testing/micro-model';
import { wholeBatchGradients } from '../train/batch-gradients';
import { buildBatch } from '../train/build-batch';
import { loadKernels } from './kernels-module';

const ROWS = 24;
const settings = defaultSettings();

/** 48 texts of 2 to 39 tokens: enough that every kernel of the step has several chunks to share out. */
function tokenisedBatch() {
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    file: 'test',
    line: i + 1,
    query: `q${String(i)}`,
    positives: [`p${String(i)}`],
    negatives: [],
  }));
  const batch = buildBatch(rows, settings, null, createRandom(1));
  const random = createRandom(61);
  const sequences = [...batch.queries, ...batch.documents].map(() =>
    Int32Array.from({ length: 2 + random.int(38) }, () => 1 + random.int(96)),
  );
  return { batch, sequences };
}

/** The bits of a step's numbers and gradients, `repeats` times over, with a number of threads. */
async function stepBits(threads: number, repeats: number): Promise<Map<string, Int32Array>[]> {
  const module = await loadKernels(threads);
  const name = `wasm-threads-${String(threads)}`;
  tf.copyRegisteredKernels('wasm', name);
  tf.registerBackend(name, () => new WasmBackend(module));
  await tf.setBackend(name);
  const { config, weights } = await microModel('bert');
  const part = trainedPart(weights, { config, pooling: 'mean', normalise: true }, settings);
  const tokenised = tokenisedBatch();
  const found = Array.from({ length: repeats }, () => {
    const step = wholeBatchGradients({ part, settings, logInverse: null, roundTo: 1 }, tokenised);
    const all = new Map<string, tf.Tensor>([['numbers', step.numbers], ...step.gradients]);
    const bits = new Map([...all].map(([key, tensor]) => [key, new Int32Array(tensor.dataSync().buffer)]));
    tf.dispose([...all.values()]);
    return bits;
  });
  disposeWeights(weights);
  await openDevice('wasm');
  tf.removeBackend(name); // ends the threads
  return found;
}

test('a step has the same bits with any number of threads, time after time (seed 61)', async () => {
  await openDevice('wasm');
  const [want = new Map<string, Int32Array>()] = await stepBits(1, 1);
  for (const threads of [2, 3, 8]) {
    for (const [repeat, bits] of (await stepBits(threads, 12)).entries()) {
      expect([...bits.keys()]).toEqual([...want.keys()]);
      for (const [name, values] of bits) {
        const other = values.findIndex((value, i) => value !== want.get(name)?.[i]);
        expect(other, `${name}, ${String(threads)} threads, repeat ${String(repeat)}`).toBe(-1);
      }
    }
  }
});
