import type * as tf from '@tensorflow/tfjs';
import { describe, expect } from 'vitest';
import adamwInputs from '../../fixtures/golden/bert-micro/inputs.json';
import { infoNce } from '../losses/infonce';
import { plainRoles } from '../losses/plain-roles';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';
import { learningRate } from '../optim/schedule';
import { ALL_BACKENDS, onBackends } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { goldenTensors, required } from '../testing/golden';
import { MICRO_FAMILIES, microModel, type MicroModel } from '../testing/micro-model';
import { gradientsOf } from '../train/gradients';
import { encode, encodeTokens } from './encoder';
import { packSequences } from './token-batch';

/** The golden loss: rows 0-2 are queries, 3-5 their positives. */
function goldenLoss({ weights, config, sequences }: MicroModel): tf.Scalar {
  const options = { config, pooling: 'mean', normalise: true } as const;
  const embeddings = encode(weights, options, packSequences(sequences));
  const q = embeddings.slice([0, 0], [3, -1]);
  const d = embeddings.slice([3, 0], [3, -1]);
  return infoNce(q, d, plainRoles(3, 3), { temperature: 0.05, symmetric: false });
}

describe.each(MICRO_FAMILIES)('%s', (family) => {
  onBackends('hidden states and embeddings equal the golden ones', ALL_BACKENDS, async (backend) => {
    const tolerance = backend === 'webgpu' ? 1e-4 : 1e-5;
    const expected = await goldenTensors(`${family}-micro/expected`);
    const { weights, config, sequences } = await microModel(family);
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
    const expected = await goldenTensors(`${family}-micro/expected`);
    const model = await microModel(family);
    const { loss, gradients } = gradientsOf(() => goldenLoss(model), model.weights);
    expect((await loss.data())[0]).toBeCloseTo(model.loss, 4);
    for (const name of model.weights.keys()) {
      const want = required(expected, `grad.${name}`);
      const got = gradients.get(name);
      if (got === undefined) expect.fail(`there is no gradient for ${name}`);
      expect(got.shape, name).toEqual(want.shape);
      // A key's bias shifts every score of a row alike, so its true gradient is 0 and only rounding is left.
      if (name.endsWith(model.keyBias)) expect(Math.hypot(...(await got.data()))).toBeLessThan(1e-4);
      else expectClose(name, await got.data(), want.values, 1e-3);
    }
  });
});

onBackends('six AdamW steps follow the golden trajectory', ALL_BACKENDS, async () => {
  const { adamw } = adamwInputs;
  const after = await goldenTensors('bert-micro/after_6_adamw_steps');
  const model = await microModel('bert');
  const { weights } = model;
  const optimiser = new AdamW({ ...ADAMW_DEFAULTS, weightDecay: adamw.weight_decay, clip: adamw.clip_norm });
  for (let step = 0; step < 6; step++) {
    const rate = learningRate(step, 6, { lr: adamw.lr, warmup: 2 / 6, schedule: 'linear' });
    expect(rate).toBeCloseTo(adamw.learning_rates[step] ?? Number.NaN, 10);
    const { loss, gradients } = gradientsOf(() => goldenLoss(model), weights);
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
    if (name.endsWith(model.keyBias)) continue;
    expectClose(name, await weight.data(), required(after, name).values, 1e-4);
  }
});
