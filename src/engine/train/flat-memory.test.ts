import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/random/random';
import type { Settings } from '../../core/settings/settings';
import { openDevice, wasmBackend } from '../backend/open-device';
import { embedAll } from '../evaluate/embed-all';
import { microJob, microRows } from '../testing/micro-job';
import { train } from './trainer';

const SEED = 41;

/** Texts of 1 to 30 words, in no order. */
function mixedRows(count: number) {
  const random = createRandom(SEED);
  return microRows(count, () => 1 + random.int(30));
}

/** Runs `steps` steps and gives what `gauge` reads after each. */
async function gaugeSteps<T>(steps: number, change: Partial<Settings>, gauge: () => T): Promise<T[]> {
  const given = await microJob(
    { batch: 8, epochs: steps / 10, evalEvery: 1e6, ...change },
    [],
    mixedRows(80),
  );
  const training = train(given);
  const values: T[] = [];
  for (;;) {
    const next = await training.next();
    if (next.done) return values;
    if (next.value.kind === 'step') values.push(gauge());
  }
}

const VARIANTS: Partial<Settings>[] = [
  {},
  { miniBatch: 3 },
  { recompute: true },
  { loss: 'snn', learnTemperature: true },
];

test.each(VARIANTS)(
  `on WASM 300 steps of mixed lengths leave tensors and bytes where they were: %j (seed ${String(SEED)})`,
  async (change) => {
    await openDevice('wasm');
    const held = await gaugeSteps(300, change, () => [tf.memory().numTensors, wasmBackend().allocatedBytes]);
    expect(held).toHaveLength(300);
    // The last step of all reports while nothing more is under way.
    expect(new Set(held.slice(3, -1).map(String)).size).toBe(1);
  },
);

test(`on WASM embedding leaves nothing behind (seed ${String(SEED)})`, async () => {
  await openDevice('wasm');
  const { model } = await microJob();
  const sequences = mixedRows(300).map(({ positives }) => model.queryTokens(positives[0] ?? ''));
  const held = async (): Promise<number[]> => {
    await embedAll(model, sequences, new AbortController().signal);
    return [tf.memory().numTensors, wasmBackend().allocatedBytes];
  };
  const first = await held();
  expect(await held()).toEqual(first);
});

test(`on WebGPU steps of mixed lengths share their buffers (seed ${String(SEED)})`, async () => {
  await openDevice('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('WebGPU expected');
  const held = await gaugeSteps(14, {}, () => [
    tf.memory().numTensors,
    backend.bufferManager.numBytesAllocated,
  ]);
  const bytes = held.map(([, allocated]) => allocated ?? 0);
  expect(new Set(held.slice(4, -1).map(([tensors]) => tensors)).size).toBe(1);
  expect(Math.max(...bytes.slice(8)), bytes.join()).toBe(Math.max(...bytes.slice(3, 8)));
});
