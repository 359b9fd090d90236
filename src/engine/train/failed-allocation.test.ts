import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../core/random/random';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { openDevice } from '../backend/open-device';
import { OutOfMemoryError } from '../backend/out-of-memory';
import { WasmBackend } from '../backend/wasm-backend';
import { trainedPart } from '../model/trained-part';
import { disposeWeights } from '../model/weights';
import { nextTask } from '../next-task';
import { microModel } from '../testing/micro-model';
import { loadKernels, type KernelsModule } from '../wasm/kernels-module';
import { cachedGradients, wholeBatchGradients } from './batch-gradients';
import { buildBatch } from './build-batch';

/** Allocations that still succeed. */
let left = Infinity;

/** The kernels, out of memory when `left` allocations have been made. */
function scarce(module: KernelsModule): KernelsModule {
  const allocate = (bytes: number): number => {
    if (left-- <= 0) throw new WebAssembly.RuntimeError('unreachable');
    return module.kernels.allocate(bytes);
  };
  return { ...module, kernels: { ...module.kernels, allocate } };
}

function tokenisedBatch(settings: Settings) {
  const rows = Array.from({ length: 3 }, (_, i) => ({
    file: 'test',
    line: i + 1,
    query: `q${String(i)}`,
    positives: [`p${String(i)}`],
    negatives: [],
  }));
  const batch = buildBatch(rows, settings, null, createRandom(1));
  const sequences = [...batch.queries, ...batch.documents].map((_, i) => Int32Array.of(1, 5 + i, 2));
  return { batch, sequences };
}

/** A step on the current backend that leaves nothing; `miniBatch` 0: the whole batch. */
async function prepareStep(change: Partial<Settings>, miniBatch: number) {
  const settings = { ...defaultSettings(), ...change };
  const { config, weights } = await microModel('bert');
  const part = trainedPart(weights, { config, pooling: 'mean', normalise: true }, settings);
  const tokenised = tokenisedBatch(settings);
  const objective = { part, settings, logInverse: null, roundTo: 1 };
  const step = async (): Promise<void> => {
    const { gradients, numbers } =
      miniBatch === 0
        ? wholeBatchGradients(objective, tokenised)
        : await cachedGradients(objective, tokenised, miniBatch, nextTask);
    tf.dispose([numbers, ...gradients.values()]);
  };
  return { step, weights };
}

beforeAll(async () => {
  await openDevice('wasm'); // registers the kernels
  tf.copyRegisteredKernels('wasm', 'wasm-scarce');
});

test.each([
  ['the whole batch', {}, 0],
  ['mini-batches', {}, 2],
  ['the whole batch, activations recomputed', { recompute: true }, 0],
  ['mini-batches, activations recomputed', { recompute: true }, 2],
  ['a frozen layer', { freezeLayers: 1 }, 0],
])('whichever allocation fails, nothing is left behind: %s', async (_, change, miniBatch) => {
  const backend = new WasmBackend(scarce(await loadKernels(1)));
  tf.registerBackend('wasm-scarce', () => backend);
  await tf.setBackend('wasm-scarce');
  try {
    const { step, weights } = await prepareStep(change, miniBatch);
    await step(); // moves the weights into the backend's memory
    const before = [tf.memory().numTensors, backend.allocatedBytes];
    let allocations = 0;
    for (let over = false; !over; allocations++) {
      left = allocations;
      over = await step().then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(OutOfMemoryError);
          return false;
        },
      );
      left = Infinity;
      const after = [tf.memory().numTensors, backend.allocatedBytes];
      expect(after, `after ${String(allocations)} allocations`).toEqual(before);
    }
    expect(allocations).toBeGreaterThan(50);
    disposeWeights(weights);
  } finally {
    left = Infinity;
    await openDevice('wasm');
    tf.removeBackend('wasm-scarce');
  }
});
