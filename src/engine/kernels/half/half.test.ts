import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, test } from 'vitest';
import { relativeError } from '../../../core/reference/relative-error';
import { GpuBackend } from '../../backend/webgpu-backend';
import { infoNce } from '../../losses/infonce';
import { plainRoles } from '../../losses/plain-roles';
import { encode } from '../../model/encoder';
import { packSequences } from '../../model/token-batch';
import { openTestBackend } from '../../testing/backends';
import { randomInputs } from '../../testing/compare-with-plain';
import { microJob } from '../../testing/micro-job';
import { gradientsOf } from '../../train/gradients';
import { linear } from '../linear/linear';
import { keepHalfActivations, keepsHalfActivations, packHalf, unpackHalf } from './half';

afterEach(async () => {
  await openTestBackend('webgpu');
  keepHalfActivations(false);
});

test.each([1, 2, 7, 128, 129])('%i values come back rounded to float16 (seed 9)', async (size) => {
  await openTestBackend('webgpu');
  const [values = new Float32Array()] = randomInputs([[size]], 9);
  const packed = packHalf(tf.tensor1d(values));
  expect(packed.size).toBe(Math.ceil(size / 2));
  const back = await unpackHalf(packed, [size]).data();
  expect(relativeError(back, values)).toBeLessThan(2 ** -11);
});

test('what float16 cannot hold becomes the nearest that it can', async () => {
  await openTestBackend('webgpu');
  const back = await unpackHalf(packHalf(tf.tensor1d([1e9, -7e4, 65504, 1e-9, 0])), [5]).data();
  expect([...back]).toEqual([65504, -65504, 65504, 0, 0]);
});

test('on other backends the setting does nothing', async () => {
  await openTestBackend('wasm');
  keepHalfActivations(true);
  expect(keepsHalfActivations()).toBe(false);
});

/** Bytes of tensors on the device. */
function bytesInUse(): number {
  const backend = tf.backend();
  if (!(backend instanceof GpuBackend)) throw new Error('the WebGPU backend is not ours');
  void backend.submitAll(); // buffers of freed tensors return with a submission
  return backend.bufferManager.numBytesUsed;
}

/** Loss, gradients and bytes held after the forward pass of the golden micro model. */
async function measure(half: boolean) {
  const { model } = await microJob();
  keepHalfActivations(half);
  const sequences = Array.from({ length: 16 }, (_, row) =>
    Int32Array.from({ length: 20 }, (_unused, at) => (row * 31 + at * 7) % 90),
  );
  const tokens = packSequences(sequences);
  const before = bytesInUse();
  const tensors = tf.memory().numTensors;
  let held = 0;
  const { loss, gradients } = gradientsOf(() => {
    const all = encode(model.weights, { ...model.setup, normalise: true }, tokens);
    held = bytesInUse() - before;
    const [q, d] = [all.slice([0, 0], [8, -1]), all.slice([8, 0], [8, -1])];
    return infoNce(q, d, plainRoles(8, 8), { temperature: 0.05, symmetric: false });
  }, model.weights);
  expect(tf.memory().numTensors).toBe(tensors + 1 + gradients.size);
  const flat = await Promise.all([...gradients.values()].map((gradient) => gradient.data<'float32'>()));
  const values = Float32Array.from(flat.flatMap((part) => [...part]));
  const [lossValue = Number.NaN] = await loss.data();
  tf.dispose([loss, ...gradients.values(), ...model.weights.values()]);
  return { held, values, loss: lossValue };
}

test('a model holds little more than half the bytes, and its gradient hardly moves', async () => {
  await openTestBackend('webgpu');
  const full = await measure(false);
  const half = await measure(true);
  expect(half.loss).toBe(full.loss);
  const error = relativeError(half.values, full.values);
  expect(half.held / full.held).toBeLessThan(0.6);
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(1e-3);
});

test('an input that several operations save is packed once', async () => {
  await openTestBackend('webgpu');
  keepHalfActivations(true);
  const [x, w, b] = [tf.ones<tf.Rank.R2>([64, 64]), tf.ones<tf.Rank.R2>([64, 64]), tf.zeros([64])];
  const buffersOf = (products: number): number => {
    let buffers = 0;
    tf.grads((input: tf.Tensor) => {
      const before = tf.memory().numDataBuffers;
      const sums = Array.from(
        { length: products },
        () => tf.sum(linear(input as tf.Tensor2D, w, b as tf.Tensor1D)), // shapes above
      );
      buffers = tf.memory().numDataBuffers - before;
      return tf.addN(sums);
    })([x]);
    return buffers;
  };
  // Besides the packed input, each product leaves itself and its sum.
  expect([buffersOf(1), buffersOf(3)]).toEqual([3, 7]);
});
