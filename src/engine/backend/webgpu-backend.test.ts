import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { openDevice } from './open-device';
import { fold, GpuBackend, isSoftware } from './webgpu-backend';
import { runRows } from './webgpu-rows';

async function openGpu(): Promise<GpuBackend> {
  await openDevice('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof GpuBackend)) throw new Error('the WebGPU backend is not ours');
  return backend;
}

const setFirst = {
  name: 'test: set the first value',
  source: `
    struct Parameters { value: f32 }
    @group(0) @binding(0) var<storage, read_write> x: array<f32>;
    @group(0) @binding(1) var<uniform> parameters: Parameters;
    @compute @workgroup_size(1) fn main() { x[0] = parameters.value; }
  `,
};

function setTo(backend: GpuBackend, x: tf.Tensor, value: number): void {
  backend.run(setFirst, { inputs: [], outputs: [x], parameters: [{ f32: value }], workgroups: [1] });
}

test('a tensor written while it is being read gives its new values to the next reader', async () => {
  const backend = await openGpu();
  const x = tf.tensor1d([1]);
  setTo(backend, x, 2);
  const underWay = x.data();
  setTo(backend, x, 3);
  expect([...(await underWay)]).toEqual([2]);
  expect([...(await x.data())]).toEqual([3]);
  expect([...(await tf.add(x, 0).data())]).toEqual([3]);
});

test('dispatches beyond one submission keep their order and their parameters, between those of tfjs', async () => {
  const backend = await openGpu();
  const x = tf.tensor1d([0]);
  const sum = tf.tidy(() => {
    let total: tf.Tensor = tf.zeros([1]);
    for (let value = 0; value < 100; value++) {
      setTo(backend, x, value);
      total = tf.add(total, x);
    }
    return total;
  });
  expect([...(await sum.data())]).toEqual([4950]);
});

test('folded workgroups reach every row, and no more than a device allows in one dimension', () => {
  for (const count of [0, 1, 65_535, 65_536, 1_000_000]) {
    const [x, y] = fold(count);
    expect(x).toBeLessThanOrEqual(65_535);
    expect(y).toBeLessThanOrEqual(65_535);
    expect(x * y).toBeGreaterThanOrEqual(count);
  }
});

test.each([true, false])('every lane of a row takes part once, with subgroups: %s', async (subgroups) => {
  const backend = await openGpu();
  const before = backend.subgroups;
  backend.subgroups = subgroups && before;
  try {
    const [rows, width] = [11, 150];
    // Each row counts its columns, whatever the size of a subgroup is.
    const source = `
      struct Parameters { rows: u32, width: u32 }
      @group(0) @binding(0) var<storage, read_write> counts: array<f32>;
      @group(0) @binding(1) var<uniform> parameters: Parameters;
      fn processRow(row: u32, lane: u32, lanes: u32) {
        var count = 0.0;
        for (var column = lane; column < parameters.width; column += lanes) { count += 1.0; }
        let sum = sumOfRow(count, lane);
        let last = greatestOfRow(f32(lane), lane);
        if (lane == 0u) { counts[row] += sum + 1000.0 * f32(u32(last) + 1u == lanes); }
      }
    `;
    const counts: tf.Tensor = tf.zeros([rows]);
    runRows(backend, { name: 'test: count columns', source }, rows, {
      inputs: [],
      outputs: [counts],
      parameters: [{ u32: rows }, { u32: width }],
    });
    expect([...(await counts.data())]).toEqual(new Array(rows).fill(1000 + width));
  } finally {
    backend.subgroups = before;
  }
});

test('the adapters that compute on the processor are known as such', () => {
  const info = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };
  const named = (description: string): GPUAdapterInfo => ({ ...info, description }) as GPUAdapterInfo; // what is read of it
  expect(isSoftware(named('Microsoft Basic Render Driver'))).toBe(true);
  expect(isSoftware(named('SwiftShader Device (Subzero)'))).toBe(true);
  expect(isSoftware(named('NVIDIA GeForce RTX 3060'))).toBe(false);
});
