import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { openDevice } from '../backend/open-device';
import { WasmBackend } from '../backend/wasm-backend';
import { GpuBackend, isSoftware } from '../backend/webgpu-backend';
import type { BackendName } from '../protocol/device';
import { loadKernels } from '../wasm/kernels-module';

/**
 * "wasm-simd" is the WASM backend on one thread with the build for browsers that lack relaxed SIMD; "webgpu-least" is
 * WebGPU as if the adapter had no subgroups and no more bindings than every adapter has; "webgpu-tiled" computes matrix
 * products as on a graphics processor, by tiles and with long sums split.
 */
export type TestBackend = BackendName | 'wasm-simd' | 'webgpu-least' | 'webgpu-tiled';

/** The backends that a test body runs on. WebGPU in tests is a software adapter: slow, so micro models only. */
export const ALL_BACKENDS: readonly BackendName[] = ['wasm', 'cpu', 'webgpu'];

/** Makes a backend the current one. */
export async function openTestBackend(backend: TestBackend): Promise<void> {
  if (backend === 'webgpu' || backend === 'webgpu-least' || backend === 'webgpu-tiled') {
    await openWebGpu(backend);
    return;
  }
  if (backend !== 'wasm-simd') {
    await openDevice(backend);
    return;
  }
  if (!(backend in tf.engine().registryFactory)) {
    await openDevice('wasm'); // registers the kernels, which are the same
    const module = await loadKernels(1, 'simd');
    tf.copyRegisteredKernels('wasm', backend);
    tf.registerBackend(backend, () => new WasmBackend(module));
  }
  await tf.setBackend(backend);
}

/** Storage buffers that every WebGPU device can bind. */
const LEAST_STORAGE_BUFFERS = 8;

async function openWebGpu(variant: 'webgpu' | 'webgpu-least' | 'webgpu-tiled'): Promise<void> {
  await openDevice('webgpu');
  const gpu = tf.backend();
  if (!(gpu instanceof GpuBackend)) throw new Error('the WebGPU backend is not ours');
  const { features, limits, adapterInfo } = gpu.device;
  const least = variant === 'webgpu-least';
  gpu.software = variant !== 'webgpu-tiled' && isSoftware(adapterInfo);
  gpu.subgroups = !least && features.has('subgroups');
  gpu.storageBuffers = least ? LEAST_STORAGE_BUFFERS : limits.maxStorageBuffersPerShaderStage;
}

/** Runs one test body on several backends, each with its own tolerance. */
export function onBackends<B extends TestBackend>(
  title: string,
  backends: readonly B[],
  body: (backend: B) => void | Promise<void>,
): void {
  describe.each(backends)('%s', (backend) => {
    test(title, async () => {
      await openTestBackend(backend);
      tf.engine().startScope();
      try {
        await body(backend);
      } finally {
        tf.engine().endScope();
      }
    });
  });
}
