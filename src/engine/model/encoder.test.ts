import type * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import configJson from '../../fixtures/golden/bert-micro/config.json';
import inputs from '../../fixtures/golden/bert-micro/inputs.json';
import { infoNce } from '../losses/infonce';
import { plainRoles } from '../losses/plain-roles';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';
import { learningRate } from '../optim/schedule';
import { ALL_BACKENDS, onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { goldenConfig, goldenTensors, required } from '../testing/golden';
import { gradientsOf } from '../train/gradients';
import { encode, encodeTokens } from './encoder';
import { packSequences } from './token-batch';
import { uploadWeights } from './weights';

const config = goldenConfig(configJson);
const sequences = inputs.input_ids.map((ids, row) =>
  Int32Array.from(ids.filter((_, at) => inputs.attention_mask[row]?.[at] === 1)),
);
const queries = sequences.slice(0, 3);
const passages = sequences.slice(3);

async function microWeights() {
  return uploadWeights(await goldenTensors('bert-micro/model'));
}

/** The golden loss: rows 0-2 are queries, 3-5 their positives. */
function goldenLoss(weights: Map<string, tf.Variable>): tf.Scalar {
  const options = { config, pooling: 'mean', normalise: true } as const;
  const embeddings = encode(weights, options, packSequences([...queries, ...passages]));
  const q = embeddings.slice([0, 0], [3, -1]);
  const d = embeddings.slice([3, 0], [3, -1]);
  return infoNce(q, d, plainRoles(3, 3), { temperature: 0.05, symmetric: false });
}

onBackends('hidden states and embeddings equal the golden ones', ALL_BACKENDS, async (backend) => {
  const tolerance = backend === 'webgpu' ? 1e-4 : 1e-5;
  const expected = await goldenTensors('bert-micro/expected');
  const weights = await microWeights();
  const batch = packSequences(sequences);
  const hidden = await encodeTokens(weights, config, batch).data();
  const padded = required(expected, 'last_hidden_state');
  const real = sequences.flatMap((ids, row) => {
    const from = row * 12 * 32;
    return [...padded.values.slice(from, from + ids.length * 32)];
  });
  expectClose('hidden states', hidden, real, tolerance);
  for (const [pooling, name] of [
    ['mean', 'mean_pooled_normalized'],
    ['cls', 'cls_normalized'],
  ] as const) {
    const embeddings = encode(weights, { config, pooling, normalise: true }, batch);
    expectClose(name, await embeddings.data(), required(expected, name).values, tolerance);
  }
});

onBackends('every gradient equals the golden one', ALL_BACKENDS, async () => {
  const expected = await goldenTensors('bert-micro/expected');
  const weights = await microWeights();
  const { loss, gradients } = gradientsOf(() => goldenLoss(weights), weights);
  expect((await loss.data())[0]).toBeCloseTo(inputs.loss, 4);
  for (const name of weights.keys()) {
    const want = required(expected, `grad.${name}`);
    const got = gradients.get(name);
    if (got === undefined) expect.fail(`there is no gradient for ${name}`);
    expect(got.shape, name).toEqual(want.shape);
    // A key's bias shifts every score of a row alike, so its true gradient is 0 and only rounding is left.
    if (name.endsWith('key.bias')) expect(Math.hypot(...(await got.data()))).toBeLessThan(1e-4);
    else expectClose(name, await got.data(), want.values, 1e-3);
  }
});

onBackends('six AdamW steps follow the golden trajectory', ALL_BACKENDS, async () => {
  const { adamw } = inputs;
  const after = await goldenTensors('bert-micro/after_6_adamw_steps');
  const weights = await microWeights();
  const optimiser = new AdamW({ ...ADAMW_DEFAULTS, weightDecay: adamw.weight_decay, clip: adamw.clip_norm });
  for (let step = 0; step < 6; step++) {
    const rate = learningRate(step, 6, { lr: adamw.lr, warmup: 2 / 6, schedule: 'linear' });
    expect(rate).toBeCloseTo(adamw.learning_rates[step] ?? Number.NaN, 10);
    const { loss, gradients } = gradientsOf(() => goldenLoss(weights), weights);
    const norm = optimiser.step(weights, gradients, rate);
    expectClose(`loss ${String(step)}`, await loss.data(), [adamw.losses[step] ?? Number.NaN], 1e-4);
    expectClose(
      `norm ${String(step)}`,
      await norm.data(),
      [adamw.grad_norms_before_clipping[step] ?? 0],
      1e-4,
    );
  }
  for (const [name, weight] of weights) {
    // The gradient of a key's bias is rounding noise, which Adam scales up to whole steps: nothing to compare.
    if (name.endsWith('key.bias')) continue;
    expectClose(name, await weight.data(), required(after, name).values, 1e-4);
  }
});
