import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { BufferKeeper, releaseIdleBuffers } from './gpu-buffers';
import { WasmBackend } from './wasm-backend';

/** Follows the memory of the current backend over a run and keeps it from growing. */
export class DeviceMemory {
  readonly #backend = tf.backend();
  readonly #keeper = new BufferKeeper();
  #peak = 0;

  constructor() {
    // What came before (embedding a corpus) used other sizes.
    if (this.#backend instanceof WebGPUBackend) releaseIdleBuffers(this.#backend);
    if (this.#backend instanceof WasmBackend) this.#backend.takePeakBytes();
  }

  /** The most bytes held so far; null on the plain CPU, which doesn't tell. */
  get peak(): number | null {
    return this.#peak === 0 ? null : this.#peak;
  }

  /** To be called after every step. */
  afterStep(): void {
    const backend = this.#backend;
    if (backend instanceof WasmBackend) this.#peak = Math.max(this.#peak, backend.takePeakBytes());
    if (!(backend instanceof WebGPUBackend)) return;
    this.#peak = Math.max(this.#peak, backend.bufferManager.numBytesAllocated);
    this.#keeper.tidy(backend);
  }
}
