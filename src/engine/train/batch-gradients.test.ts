import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import configJson from '../../fixtures/golden/bert-micro/config.json';
import { createRandom } from '../../core/random/random';
import { defaultSettings, type Settings } from '../../core/settings/settings';
import { openDevice, wasmBackend } from '../backend/open-device';
import { trainedPart } from '../model/trained-part';
import { uploadWeights } from '../model/weights';
import { ALL_BACKENDS, onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { goldenConfig, goldenTensors } from '../testing/golden';
import { nextTask } from '../next-task';
import { cachedGradients, wholeBatchGradients, type BatchGradients, type Objective } from './batch-gradients';
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

const RECOMPUTED: Partial<Settings>[] = [{}, { loss: 'snn', learnTemperature: true }, { freezeLayers: 1 }];

describe.each(RECOMPUTED)('recomputed activations: %j', (variant) => {
  onBackends('leave the gradient as it is (seed 23)', ALL_BACKENDS, async (backend) => {
    const settings = { ...defaultSettings(), ...variant };
    const tokenised = rowsAndTokens(settings, 3);
    const plain = await objective(settings);
    const thrifty = { ...plain, settings: { ...settings, recompute: true } };
    const want = wholeBatchGradients(plain, tokenised);
    const before = tf.memory().numTensors;
    const whole = wholeBatchGradients(thrifty, tokenised);
    expect(tf.memory().numTensors - before).toBe(whole.gradients.size + 1);
    const cached = await cachedGradients(thrifty, tokenised, 2, nextTask);
    for (const { gradients, numbers } of [whole, cached]) {
      expectClose('numbers', await numbers.data(), await want.numbers.data(), 1e-5);
      expect([...gradients.keys()].sort()).toEqual([...want.gradients.keys()].sort());
      for (const [name, gradient] of want.gradients) {
        const got = (await gradients.get(name)?.data()) ?? [];
        if (name.endsWith('key.bias')) expect(Math.hypot(...got)).toBeLessThan(1e-4);
        else expectClose(`${backend} ${name}`, got, await gradient.data(), 2e-4);
      }
    }
  });
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

/** Bytes that a step holds at its peak beyond what was there before. */
async function peakOf(work: () => Promise<BatchGradients>): Promise<number> {
  const before = wasmBackend().allocatedBytes;
  wasmBackend().takePeakBytes();
  const { gradients, numbers } = await work();
  tf.dispose([numbers, ...gradients.values()]);
  return wasmBackend().takePeakBytes() - before;
}

test('recomputing holds one layer at a time and the inputs of the others', async () => {
  await openDevice('wasm');
  const layers = 8;
  const deep = { ...config, layers };
  const micro = [...(await goldenTensors('bert-micro/model'))];
  // Every layer starts as the first: the gradients are not the point here.
  const copies = Array.from({ length: layers }, (_, layer) =>
    micro.map(([name, tensor]) => [name.replace('layer.0.', `layer.${String(layer)}.`), tensor] as const),
  );
  const weights = uploadWeights(new Map(copies.flat()));
  const settings = { ...defaultSettings(), freezeEmbeddings: true };
  const part = trainedPart(weights, { config: deep, pooling: 'mean', normalise: true }, settings);
  const plain: Objective = { part, settings, logInverse: null, roundTo: 1 };
  const thrifty = { ...plain, settings: { ...settings, recompute: true } };
  const tokenised = rowsAndTokens(settings, 64);
  const tokens = tokenised.sequences.reduce((sum, { length }) => sum + length, 0);
  const [kept, recomputed] = [
    await peakOf(() => Promise.resolve(wholeBatchGradients(plain, tokenised))),
    await peakOf(() => Promise.resolve(wholeBatchGradients(thrifty, tokenised))),
  ];
  const inputs = layers * tokens * config.hidden * 4;
  expect(recomputed - inputs).toBeLessThan(0.35 * kept);
});

test('batch 256 in mini-batches of 16 needs the memory of batch 16 and of its matrix of scores', async () => {
  await openDevice('wasm');
  const settings = defaultSettings();
  const target = await objective(settings);
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
