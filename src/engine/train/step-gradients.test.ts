import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeAll, expect, test } from 'vitest';
import { openDevice } from '../backend/open-device';
import { OutOfMemoryError } from '../backend/out-of-memory';
import { WasmBackend } from '../backend/wasm-backend';
import { registerWasmKernels } from '../backend/wasm-kernels';
import { disposeWeights, downloadWeights } from '../model/weights';
import { expectClose } from '../testing/close-to';
import { microJob, microRows, runToEnd } from '../testing/micro-job';
import { loadKernels } from '../wasm/kernels-module';

/** Pages of 64 KiB: 16 MiB in all. */
const FEW_PAGES = 256;

beforeAll(async () => {
  const module = await loadKernels(1, 'best', FEW_PAGES);
  registerWasmKernels();
  tf.registerBackend('wasm', () => new WasmBackend(module));
});

const LONG = microRows(192, () => 38);

test('when memory runs out the mini-batch is halved, and the run goes on as if nothing had been', async () => {
  await tf.setBackend('wasm');
  const run = async (miniBatch: number) => {
    const given = await microJob({ batch: 96, epochs: 2, evalEvery: 100, miniBatch }, [], LONG);
    const ended = await runToEnd(given);
    const weights = await downloadWeights(given.model.weights);
    disposeWeights(given.model.weights);
    return { ...ended, weights, tensors: tf.memory().numTensors };
  };
  const want = await run(12);
  const got = await run(0);
  expect(want.notes).toEqual([]);
  expect(got.notes).toHaveLength(1);
  expect(got.notes[0]).toMatch(/ran out in step 1.*mini-batches of (48|24|12) rows/);
  expect(got.outcome.miniBatch).toBeLessThan(96);
  expect(got.tensors).toBe(want.tensors);
  got.steps.forEach(({ loss, gradNorm }, i) => {
    expect(loss).toBeCloseTo(want.steps[i]?.loss ?? Number.NaN, 4);
    expect(gradNorm).toBeCloseTo(want.steps[i]?.gradNorm ?? Number.NaN, 3);
  });
  for (const [name, { values }] of want.weights) {
    expectClose(name, got.weights.get(name)?.values ?? [], values, 1e-4);
  }
});

test('where not even one row fits the run ends, saying what is full', async () => {
  await tf.setBackend('wasm');
  const given = await microJob({ batch: 96 }, [], LONG);
  const backend = tf.backend();
  if (!(backend instanceof WasmBackend)) throw new Error('WASM expected');
  const hogs: tf.TensorInfo[] = [];
  const fill = (): void => {
    for (;;) hogs.push(backend.output([1 << 14]).info);
  };
  expect(fill).toThrow(OutOfMemoryError);
  const held = backend.allocatedBytes;
  await expect(runToEnd(given)).rejects.toThrow(/memory of the WASM backend is full/);
  expect(backend.allocatedBytes).toBeLessThanOrEqual(held);
  for (const { dataId } of hogs) backend.disposeData(dataId);
});

test('a graphics device that has no memory left is asked for less', async () => {
  await openDevice('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('WebGPU expected');
  const { device } = backend;
  const change = { batch: 4, epochs: 0.4, evalEvery: 100 };
  const want = await runToEnd(await microJob(change));
  // The device says once that an allocation failed; a true failure would take all of the machine's memory.
  const filters: GPUErrorFilter[] = [];
  const [push, pop] = [device.pushErrorScope.bind(device), device.popErrorScope.bind(device)];
  let failures = 0;
  device.pushErrorScope = (filter) => {
    filters.push(filter);
    push(filter);
  };
  device.popErrorScope = async () => {
    const filter = filters.pop();
    const error = await pop();
    return filter === 'out-of-memory' && failures++ === 0 ? new GPUOutOfMemoryError('full') : error;
  };
  const got = await runToEnd(await microJob(change));
  expect(got.notes).toEqual([expect.stringMatching(/step 1.*mini-batches of 2 rows/)]);
  expect(got.outcome.miniBatch).toBe(2);
  got.steps.forEach(({ loss }, i) => {
    expect(loss).toBeCloseTo(want.steps[i]?.loss ?? Number.NaN, 4);
  });
});
