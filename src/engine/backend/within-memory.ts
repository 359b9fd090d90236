import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { releaseIdleBuffers } from './gpu-buffers';
import { OutOfMemoryError } from './out-of-memory';

/**
 * Runs work that may find no memory, and fails with an `OutOfMemoryError` when it does. WASM says so by itself. WebGPU
 * tells it afterwards, while the results are silently wrong: so before they are used the device is asked, but only
 * where the work allocated something, since the question waits for an answer.
 * @param discard Disposes what the work gave, when it is worth nothing.
 */
export async function withinMemory<T>(work: () => Promise<T>, discard: (result: T) => void): Promise<T> {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) return work();
  const { device } = backend;
  const before = backend.bufferManager.numBytesAllocated;
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  const outcome = await settle(work);
  flush(backend);
  const memory = device.popErrorScope();
  const validation = device.popErrorScope();
  const grown = backend.bufferManager.numBytesAllocated > before;
  if (grown && (await memory) !== null) {
    await validation; // the failed allocation's sequel
    if ('result' in outcome) discard(outcome.result);
    flush(backend);
    // Buffers that were never there may be among those kept for reuse.
    releaseIdleBuffers(backend);
    throw outOfMemory(before);
  }
  void Promise.all([memory, validation]).then((errors) => {
    for (const error of errors) if (error !== null) reportUncaptured(device, error);
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

type Outcome<T> = { readonly result: T } | { readonly error: unknown };

async function settle<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error };
  }
}

/** Submits what is recorded, so that errors of it fall into the scope and freed tensors return. */
function flush(backend: WebGPUBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** Whoever watches the device (see `watchDevice`) hears it as if no scope had been there. */
function reportUncaptured(device: GPUDevice, error: GPUError): void {
  device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }));
}

function outOfMemory(held: number): OutOfMemoryError {
  return new OutOfMemoryError(
    `The graphics device's memory is full: ${String(Math.round(held / 1e6))} MB are in use. ` +
      'A smaller batch, or a mini-batch (More settings), needs less.',
  );
}
