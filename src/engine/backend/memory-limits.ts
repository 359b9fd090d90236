import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { MemoryLimits } from '../../core/memory/plan-memory';

const GIB = 2 ** 30;
/** All that the module's 32-bit addresses reach. */
const WASM_ADDRESSES = 4 * GIB;
/** Share of the machine's memory that a tab can count on. */
const SHARE = 0.75;

/**
 * What the current backend has for tensors. Browsers tell little: the machine's memory coarsely and at most 8 GiB, of a
 * graphics device nothing but its largest buffer. Where nothing is told, 8 GiB are assumed.
 */
export function memoryLimits(): MemoryLimits {
  const backend = tf.backend();
  const machine = SHARE * machineBytes();
  if (backend instanceof WebGPUBackend) {
    const { maxBufferSize, maxStorageBufferBindingSize } = backend.device.limits;
    // A device that gives out buffers of a size is taken to have room for two of them.
    const total = Math.max(machine, 2 * maxBufferSize);
    return { total, largest: Math.min(maxBufferSize, maxStorageBufferBindingSize) };
  }
  const total = Math.min(machine, WASM_ADDRESSES);
  return { total, largest: total };
}

function machineBytes(): number {
  const { deviceMemory } = navigator as { deviceMemory?: number }; // in Chromium, where the page is secure
  return (deviceMemory ?? 8) * GIB;
}
