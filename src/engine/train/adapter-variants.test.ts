import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { relativeError } from '../../core/reference/relative-error';
import { GpuBackend } from '../backend/webgpu-backend';
import { infoNce } from '../losses/infonce';
import { plainRoles } from '../losses/plain-roles';
import { encode } from '../model/encoder';
import { packSequences } from '../model/token-batch';
import { ADAMW_DEFAULTS, AdamW } from '../optim/adamw';
import { searchTopK } from '../retrieve/top-k';
import { openTestBackend, type TestBackend } from '../testing/backends';
import { microJob } from '../testing/micro-job';
import { gradientsOf } from './gradients';

/** Loss and gradients, one behind the other, of the golden micro model on the current backend. */
async function lossAndGradients(): Promise<number[]> {
  const { model } = await microJob();
  const sequences = Array.from({ length: 8 }, (_, row) =>
    Int32Array.from({ length: 3 + 2 * row }, (_unused, at) => (row * 31 + at * 7) % 90),
  );
  const tokens = packSequences(sequences, 16);
  const { loss, gradients } = gradientsOf(() => {
    const all = encode(model.weights, { ...model.setup, normalise: true }, tokens);
    const [q, d] = [all.slice([0, 0], [4, -1]), all.slice([4, 0], [4, -1])];
    return infoNce(q, d, plainRoles(4, 4), { temperature: 0.05, symmetric: false });
  }, model.weights);
  const parts = await Promise.all([loss, ...gradients.values()].map((part) => part.data<'float32'>()));
  tf.dispose([loss, ...gradients.values(), ...model.weights.values()]);
  return parts.flatMap((part) => [...part]);
}

const VARIANTS: readonly TestBackend[] = ['webgpu', 'webgpu-least'];

test.each(VARIANTS)('a whole model has the same loss and gradients on %s as on wasm', async (variant) => {
  await openTestBackend('wasm');
  const want = await lossAndGradients();
  await openTestBackend(variant);
  const got = await lossAndGradients();
  expect(got).toHaveLength(want.length);
  expect(relativeError(got, want)).toBeLessThan(1e-4);
});

/** Puts a device of no features and no limits beyond those that every device has in the place of the WebGPU backend. */
async function openLeastDevice(): Promise<GpuBackend> {
  await openTestBackend('webgpu');
  await tf.setBackend('cpu');
  tf.removeBackend('webgpu');
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('the browser found no graphics adapter');
  const least = new GpuBackend(await adapter.requestDevice(), adapter.info);
  tf.registerBackend('webgpu', () => least);
  await tf.setBackend('webgpu');
  return least;
}

// Last: the device stays.
test('every kernel of a step and of a search compiles and binds on a device of the least limits', async () => {
  await openTestBackend('wasm');
  const want = await lossAndGradients();
  const backend = await openLeastDevice();
  expect([backend.subgroups, backend.storageBuffers]).toEqual([false, 8]);
  const errors: string[] = [];
  backend.device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  backend.software = false; // products by tiles
  expect(relativeError(await lossAndGradients(), want)).toBeLessThan(1e-4);
  const weight = tf.variable(tf.ones([70_000]));
  const optimiser = new AdamW(ADAMW_DEFAULTS);
  const norm = optimiser.step(new Map([['w', weight]]), new Map([['w', tf.fill([70_000], 2)]]), 0.5);
  expect((await norm.data())[0]).toBeCloseTo(2 * Math.sqrt(70_000), 1);
  expect((await weight.data())[69_999]).toBeCloseTo(1 - 0.005 - 0.5, 4);
  const embeddings = { count: 600, width: 1, values: Float32Array.from({ length: 600 }, (_, at) => at) };
  const query = { count: 1, width: 1, values: Float32Array.of(1) };
  const found = await searchTopK(query, embeddings, 300, new AbortController().signal);
  expect([...found.indices.subarray(0, 3)]).toEqual([599, 598, 597]);
  expect(errors).toEqual([]);
});
