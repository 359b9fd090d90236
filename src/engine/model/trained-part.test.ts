import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { openDevice } from '../backend/open-device';
import { expectClose } from '../testing/close-to';
import { MICRO_FAMILIES, microModel, type MicroModel } from '../testing/micro-model';
import { gradientsOf } from '../train/gradients';
import { recomputedGradients } from '../train/recompute';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';
import { disposeBatch, packSequences } from './token-batch';
import { trainedPart, type TrainedPart } from './trained-part';

const part = (
  { weights, config }: MicroModel,
  freezeEmbeddings: boolean,
  freezeLayers: number,
): TrainedPart =>
  trainedPart(weights, { config, pooling: 'mean', normalise: true }, { freezeEmbeddings, freezeLayers });

/** An uneven weighting of the embeddings [6, 32]. */
const slope = (): tf.Tensor2D => tf.cos(tf.range(0, 192)).reshape([6, 32]);

function gradients(trained: TrainedPart, sequences: readonly Int32Array[]): Map<string, tf.Tensor> {
  const batch = packSequences(sequences);
  const prefix = trained.prefix(batch);
  return gradientsOf(() => tf.sum(tf.mul(trained.embed(batch, prefix), slope())), trained.trainable)
    .gradients;
}

async function expectSame(
  got: ReadonlyMap<string, tf.Tensor>,
  want: ReadonlyMap<string, tf.Tensor>,
  keyBias: string,
): Promise<void> {
  for (const [name, gradient] of got) {
    if (name.endsWith(keyBias)) continue;
    expectClose(name, await gradient.data(), (await want.get(name)?.data()) ?? [], 1e-5);
  }
}

/** The layers of the micro models, and what lies outside of them. */
const LAYER = /^(encoder|transformer)\.layer\.(\d)\./;

describe.each(MICRO_FAMILIES)('%s', (family) => {
  test('frozen layers and embeddings, a relative-position bias among them, are not trained', async () => {
    await openDevice('wasm');
    const model = await microModel(family);
    const names = [...model.weights.keys()];
    const inLayer = (least: number): string[] =>
      names.filter((name) => Number(LAYER.exec(name)?.[2] ?? -1) >= least);
    expect([...part(model, false, 0).trainable.keys()]).toEqual(names);
    expect([...part(model, true, 0).trainable.keys()]).toEqual(inLayer(0));
    expect([...part(model, false, 1).trainable.keys()]).toEqual(inLayer(1));
    expect(() => part(model, false, 2)).toThrow('nothing is left to train');
  });

  test('freezing and recomputing leave the gradients of the trained weights as they were', async () => {
    await openDevice('wasm');
    const model = await microModel(family);
    const all = gradients(part(model, false, 0), model.sequences);
    expect(all.size).toBe(model.weights.size);
    const frozen = gradients(part(model, false, 1), model.sequences);
    expect(frozen.size).toBe(16);
    await expectSame(frozen, all, model.keyBias);
    const recomputed = recomputedGradients(
      part(model, false, 0),
      packSequences(model.sequences),
      null,
      slope,
    );
    expect([...recomputed.keys()].sort()).toEqual([...all.keys()].sort());
    await expectSame(recomputed, all, model.keyBias);
  });

  test('trains, and a step leaves no tensor behind', async () => {
    await openDevice('wasm');
    const model = await microModel(family);
    const whole = part(model, false, 0);
    const optimiser = new AdamW(ADAMW_DEFAULTS);
    const batch = packSequences(model.sequences);
    const target = slope();
    const step = async (): Promise<number> => {
      const objective = (): tf.Scalar => tf.sum(tf.mul(whole.embed(batch, null), target));
      const { loss, gradients: ofWeights } = gradientsOf(objective, whole.trainable);
      const norm = optimiser.step(model.weights, ofWeights, 1e-3);
      const [value] = await loss.data();
      tf.dispose([loss, norm]);
      return value ?? Number.NaN;
    };
    const first = await step();
    const before = tf.memory().numTensors;
    let last = first;
    for (let i = 0; i < 10; i++) last = await step();
    expect(tf.memory().numTensors).toBe(before);
    expect(last).toBeLessThan(first - 0.5);
    disposeBatch(batch);
  });
});
