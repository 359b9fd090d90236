import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { openDevice } from '../backend/open-device';
import type { BackendName } from '../protocol';

/** The backends that a test body runs on. WebGPU in tests is a software adapter: slow, so micro models only. */
export const ALL_BACKENDS: readonly BackendName[] = ['wasm', 'cpu', 'webgpu'];

/** Runs one test body on several backends, each with its own tolerance. */
export function onBackends(
  title: string,
  backends: readonly BackendName[],
  body: (backend: BackendName) => void | Promise<void>,
): void {
  describe.each(backends)('%s', (backend) => {
    test(title, async () => {
      await openDevice(backend);
      tf.engine().startScope();
      try {
        await body(backend);
      } finally {
        tf.engine().endScope();
      }
    });
  });
}
