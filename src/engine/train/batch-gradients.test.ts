import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import configJson from '../../fixtures/golden/bert-micro/config.json';
import { createRandom } from '../../core/random/random';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { openDevice, wasmBackend } from '../backend/open-device';
import { trainedPart } from '../model/trained-part';
import { uploadWeights } from '../model/weights';
import { expectClose } from '../testing/close-to';
import { goldenConfig, goldenTensors } from '../testing/golden';
import { nextTask } from '../next-task';
import { cachedGradients, wholeBatchGradients, type Objective } from './batch-gradients';
import { buildBatch } from './build-batch';
import { collectPositives } from './known-positives';

const config = goldenConfig(configJson);

function rowsAndTokens(settings: Settings, count = 7) {
  const rows = Array.from({ length: count }, (_, i) => ({
    file: 'test',
    line: i + 1,
    query: `q${String(i)}`,
    positives: [`p${String(i)}`],
    negatives: [`n${String(i)}`],
    synthetic: { text: `s${String(i)}`, verified: i !== 2 },
    ...(i === 4 ? {} : { cot: `c${String(i)}` }),
  }));
  const batch = buildBatch(rows, settings, collectPositives(rows), createRandom(1));
  const random = createRandom(23);
  const sequences = [...batch.queries, ...batch.documents].map(() =>
    Int32Array.from({ length: 2 + random.int(9) }, () => 1 + random.int(96)),
  );
  return { batch, sequences };
}

async function objective(settings: Settings): Promise<Objective> {
  const weights = uploadWeights(await goldenTensors('bert-micro/model'));
  const logInverse = settings.learnTemperature ? tf.variable(tf.scalar(-Math.log(0.2))) : null;
  const part = trainedPart(weights, { config, pooling: 'mean', normalise: true }, settings);
  return { part, settings, logInverse, roundTo: 1 };
}

const VARIANTS: Partial<Settings>[] = [
  { loss: 'infonce' },
  { loss: 'infonce', symmetric: true },
  { loss: 'distill', form: 'in' },
  { loss: 'distill', form: 'out', freezeEmbeddings: true },
  { loss: 'snn', learnTemperature: true },
  { loss: 'snn', freezeLayers: 1 },
];

test.each(VARIANTS)("the cached gradient equals the whole batch's: %j (seed 23)", async (variant) => {
  await openDevice('wasm');
  const settings = { ...defaultSettings(), ...variant };
  const tokenised = rowsAndTokens(settings);
  const target = await objective(settings);
  const whole = wholeBatchGradients(target, tokenised);
  for (const miniBatch of [1, 3]) {
    const cached = await cachedGradients(target, tokenised, miniBatch, nextTask);
    expect([...cached.gradients.keys()].sort()).toEqual([...whole.gradients.keys()].sort());
    expectClose('numbers', await cached.numbers.data(), await whole.numbers.data(), 1e-5);
    for (const [name, gradient] of whole.gradients) {
      const got = await cached.gradients.get(name)?.data();
      // The gradient of a key's bias is 0 but for rounding.
      if (name.endsWith('key.bias')) expect(Math.hypot(...(got ?? [1]))).toBeLessThan(1e-4);
      else expectClose(name, got ?? [], await gradient.data(), 2e-4);
    }
  }
});

test('frozen parts get no gradient, and freezing everything is refused', async () => {
  await openDevice('wasm');
  const settings = { ...defaultSettings(), freezeLayers: 1 };
  const { part } = await objective(settings);
  expect([...part.trainable.keys()].every((name) => name.startsWith('encoder.layer.1.'))).toBe(true);
  await expect(objective({ ...settings, freezeLayers: 2 })).rejects.toThrow('nothing is left to train');
});

test('freezing leaves the other gradients as they were', async () => {
  await openDevice('wasm');
  const free = await objective(defaultSettings());
  const frozen = await objective({ ...defaultSettings(), freezeEmbeddings: true });
  const tokenised = rowsAndTokens(defaultSettings());
  const all = wholeBatchGradients(free, tokenised).gradients;
  for (const [name, gradient] of wholeBatchGradients(frozen, tokenised).gradients) {
    if (name.endsWith('key.bias')) continue;
    expectClose(name, await gradient.data(), (await all.get(name)?.data()) ?? [], 1e-5);
  }
});

test('no tensor outlives a step but its gradients and numbers', async () => {
  await openDevice('wasm');
  const target = await objective(defaultSettings());
  const tokenised = rowsAndTokens(defaultSettings());
  const once = (): void => {
    const { gradients, numbers } = wholeBatchGradients(target, tokenised);
    tf.dispose([numbers, ...gradients.values()]);
  };
  once();
  const before = tf.memory().numTensors;
  once();
  expect(tf.memory().numTensors).toBe(before);
});

test('batch 256 in mini-batches of 16 needs the memory of batch 16 and of its matrix of scores', async () => {
  await openDevice('wasm');
  const settings = defaultSettings();
  const target = await objective(settings);
  const peakOf = async (
    work: () => Promise<{ gradients: Map<string, tf.Tensor>; numbers: tf.Tensor }>,
  ): Promise<number> => {
    const before = wasmBackend().allocatedBytes;
    wasmBackend().takePeakBytes();
    const { gradients, numbers } = await work();
    tf.dispose([numbers, ...gradients.values()]);
    return wasmBackend().takePeakBytes() - before;
  };
  const small = rowsAndTokens(settings, 16);
  const large = rowsAndTokens(settings, 256);
  const smallPeak = await peakOf(() => Promise.resolve(wholeBatchGradients(target, small)));
  const wholePeak = await peakOf(() => Promise.resolve(wholeBatchGradients(target, large)));
  const cachedPeak = await peakOf(() => cachedGradients(target, large, 16, nextTask));
  // The loss holds over a dozen [queries, documents] matrices, which at this width outweigh the encoder's activations.
  const scores = 16 * large.batch.queries.length * large.batch.documents.length * 4;
  expect(wholePeak).toBeGreaterThan(8 * smallPeak + scores);
  expect(cachedPeak).toBeLessThan(smallPeak + scores);
});
