import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { openTestBackend, type TestBackend } from '../testing/backends';
import { expectClose } from '../testing/close-to';
import { randomInputs } from '../testing/compare-with-plain';
import { ADAMW_DEFAULTS, AdamW, type AdamWOptions } from './adamw';
import { PlainAdamW } from './adamw-plain';

const BACKENDS: readonly TestBackend[] = ['wasm', 'cpu', 'webgpu', 'webgpu-least'];
const SEED = 23;

/** More than one dispatch's worth of small weights, one of a single value, and one that counts as large. */
const SHAPES: Readonly<Record<string, readonly number[]>> = {
  'dense.weight': [129, 513],
  'dense.bias': [513],
  'LayerNorm.weight': [7],
  'LayerNorm.bias': [7],
  'type.weight': [2, 7],
  logInverseTemperature: [],
  'second.weight': [3, 5],
  'second.bias': [3],
  'third.bias': [65],
};

function variables(values: readonly Float32Array[]): Map<string, tf.Variable> {
  return new Map(
    Object.entries(SHAPES).map(([name, shape], i) => {
      const initial = tf.tensor(values[i] ?? [], [...shape]);
      const variable = tf.tidy(() => tf.variable(initial));
      initial.dispose();
      return [name, variable];
    }),
  );
}

/** Norms and weights after three steps on random gradients; the last step leaves a weight without a gradient. */
async function afterThreeSteps(optimiser: AdamW, scale: number): Promise<Float32Array[]> {
  const shapes = Object.values(SHAPES);
  const weights = variables(randomInputs(shapes, SEED));
  const norms: number[] = [];
  for (const step of [1, 2, 3]) {
    const values = randomInputs(shapes, SEED + step, scale);
    const gradients = new Map(
      Object.entries(SHAPES).map(([name, shape], i) => [name, tf.tensor(values[i] ?? [], [...shape])]),
    );
    if (step === 3) {
      gradients.get('LayerNorm.bias')?.dispose();
      gradients.delete('LayerNorm.bias');
    }
    const norm = optimiser.step(weights, gradients, 1e-2 / step);
    norms.push(...(await norm.data()));
    norm.dispose();
  }
  const after = await Promise.all([...weights.values()].map((weight) => weight.data<'float32'>()));
  tf.dispose([...weights.values()]);
  optimiser.dispose();
  return [Float32Array.from(norms), ...after.map((values) => values.slice())];
}

describe.each(BACKENDS)('AdamW on %s (seed 23)', (backend) => {
  test.each([
    ['clipped', 10, {}],
    ['too small to be clipped', 1e-4, {}],
    ['without clipping or decay', 1, { clip: 0, weightDecay: 0 }],
  ] as const)('equals stock operations, gradients %s', async (_, scale, change: Partial<AdamWOptions>) => {
    const options = { ...ADAMW_DEFAULTS, ...change };
    await openTestBackend('cpu');
    const want = await afterThreeSteps(new AdamW(options, new PlainAdamW()), scale);
    await openTestBackend(backend);
    const before = tf.memory().numTensors;
    const got = await afterThreeSteps(new AdamW(options), scale);
    expect(tf.memory().numTensors).toBe(before);
    want.forEach((values, i) => {
      expectClose(i === 0 ? 'norms' : (Object.keys(SHAPES)[i - 1] ?? ''), got[i] ?? [], values, 2e-6);
    });
  });
});

describe('AdamW on WebGPU', () => {
  test('moments reserved before the first step are those of the steps', async () => {
    await openTestBackend('webgpu');
    const reserved = new AdamW(ADAMW_DEFAULTS);
    const weights = variables(randomInputs(Object.values(SHAPES), SEED));
    reserved.reserve(weights);
    tf.dispose([...weights.values()]);
    const got = await afterThreeSteps(reserved, 1);
    const want = await afterThreeSteps(new AdamW(ADAMW_DEFAULTS), 1);
    expect(got).toEqual(want);
  });
});
