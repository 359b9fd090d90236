import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** tfjs's pool: buffers of freed tensors by exact size, kept for ever. Private in its types; the version is pinned. */
interface BufferPool {
  readonly freeBuffers: ReadonlyMap<string, GPUBuffer[]>;
  numFreeBuffers: number;
}

/** Destroys the buffers that no tensor uses. */
export function releaseIdleBuffers({ bufferManager }: WebGPUBackend): void {
  const pool = bufferManager as unknown as BufferPool; // see there
  for (const buffers of pool.freeBuffers.values()) {
    for (const buffer of buffers) {
      bufferManager.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
    buffers.length = 0; // the entry stays: tfjs looks it up when it takes a buffer back
  }
  pool.numFreeBuffers = 0;
}

/** Idle buffers may hold this many times what one step leaves idle, before they are destroyed. */
const KEPT = 2;

/**
 * Keeps tfjs's pool of buffers from growing with every new length of texts: steps of one size share theirs, but each
 * size has its own.
 */
export class BufferKeeper {
  #need = 0;
  #fresh = true;

  /** To be called between two steps. */
  tidy(backend: WebGPUBackend): void {
    const { numBytesAllocated, numBytesUsed } = backend.bufferManager;
    const idle = numBytesAllocated - numBytesUsed;
    if (this.#fresh) this.#need = Math.max(this.#need, idle);
    this.#fresh = idle > KEPT * this.#need;
    if (this.#fresh) releaseIdleBuffers(backend);
  }
}
