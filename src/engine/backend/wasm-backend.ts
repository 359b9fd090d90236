import * as tf from '@tensorflow/tfjs';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelsModule } from '../wasm/kernels-module';
import { OutOfMemoryError } from './out-of-memory';

type Values = Parameters<MathBackendCPU['write']>[0];
type DataId = tf.TensorInfo['dataId'];

/** A new tensor in the module's memory and where it lies. */
export interface Output {
  readonly info: tf.TensorInfo;
  readonly pointer: number;
}

/**
 * tfjs's plain CPU backend with tensors in the memory of our WASM module. Every stock CPU kernel works unchanged (it
 * sees typed arrays); the kernels of wasm-kernels.ts replace those that matter. A tensor written by a stock kernel
 * moves into the module's memory when one of ours first reads it.
 */
export class WasmBackend extends MathBackendCPU {
  readonly module: KernelsModule;
  #pointers = new WeakMap<DataId, number>();
  #bytes = 0;
  #peak = 0;
  /** Outputs of the kernel that runs now, or null between kernels. */
  #attempted: DataId[] | null = null;

  constructor(module: KernelsModule) {
    super();
    this.module = module;
  }

  /** Bytes of tensors that lie in the module's memory now. */
  get allocatedBytes(): number {
    return this.#bytes;
  }

  /** The most that `allocatedBytes` has been since this was last called. */
  takePeakBytes(): number {
    const peak = this.#peak;
    this.#peak = this.#bytes;
    return peak;
  }

  /** A new, uninitialised tensor in the module's memory. */
  output(shape: number[], dtype: 'float32' | 'int32' = 'float32'): Output {
    const size = tf.util.sizeFromShape(shape);
    const pointer = this.#allocate(size);
    const dataId = super.write(this.#view(pointer, size, dtype), shape, dtype);
    this.#pointers.set(dataId, pointer);
    this.#attempted?.push(dataId);
    return { info: { dataId, shape, dtype }, pointer };
  }

  /** The address of a float32 or int32 tensor; moves it into the module's memory first where it is not there yet. */
  pointer(info: tf.TensorInfo): number {
    const known = this.#pointers.get(info.dataId);
    if (known !== undefined) return known;
    const data = this.data.get(info.dataId);
    const values = data.values;
    if (!(values instanceof Float32Array || values instanceof Int32Array)) {
      throw new Error(`a ${info.dtype} tensor cannot lie in WASM memory`);
    }
    const pointer = this.#allocate(values.length);
    const view = this.#view(pointer, values.length, values instanceof Int32Array ? 'int32' : 'float32');
    view.set(values);
    data.values = view;
    this.#pointers.set(info.dataId, pointer);
    return pointer;
  }

  /** total += more, unless the data of `total` is another tensor's too: then nothing is done and false returned. */
  addInPlace(total: tf.Tensor, more: tf.Tensor): boolean {
    if (this.refCount(total.dataId) > 1) return false;
    const at = this.pointer(total);
    this.module.kernels.addTensors(at, this.pointer(more), at, total.size);
    return true;
  }

  /**
   * Runs a kernel of ours. When memory runs out in it, what it had allocated is released, and the error says what
   * helps.
   */
  attempt<T>(kernel: () => T): T {
    const outer = this.#attempted;
    const outputs: DataId[] = [];
    this.#attempted = outputs;
    try {
      return kernel();
    } catch (error) {
      for (const id of outputs) this.disposeData(id, true);
      // Inside the module, running out of memory is a trap without words.
      if (error instanceof WebAssembly.RuntimeError) throw this.#outOfMemory(0, error);
      throw error;
    } finally {
      this.#attempted = outer;
    }
  }

  /** Stock kernels may write a part of an input (a slice): a view of our memory is copied, since it can be freed. */
  override write(values: Values, shape: number[], dtype: tf.DataType): object {
    return super.write(isOurs(values) ? values.slice() : values, shape, dtype);
  }

  override move(dataId: DataId, values: Values, shape: number[], dtype: tf.DataType, refCount: number): void {
    super.move(dataId, isOurs(values) ? values.slice() : values, shape, dtype, refCount);
  }

  /** A copy: what lies in our memory is overwritten when the tensor goes. */
  override readSync(dataId: DataId): Values {
    const values = super.readSync(dataId);
    return isOurs(values) ? values.slice() : values;
  }

  override read(dataId: DataId): Promise<Values> {
    return Promise.resolve(this.readSync(dataId));
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const size = this.data.has(dataId) ? (this.data.get(dataId).values?.length ?? 0) : 0;
    const gone = super.disposeData(dataId, force);
    const pointer = this.#pointers.get(dataId);
    if (gone && pointer !== undefined) {
      this.#pointers.delete(dataId);
      this.#bytes -= size * 4;
      this.module.kernels.release(pointer);
    }
    return gone;
  }

  override dispose(): void {
    this.module.close();
  }

  #allocate(size: number): number {
    // A trap here means that 4 GiB are used up; say so rather than "unreachable".
    try {
      const pointer = this.module.kernels.allocate(Math.max(16, Math.ceil(size / 4) * 16)) >>> 0;
      this.#bytes += size * 4;
      this.#peak = Math.max(this.#peak, this.#bytes);
      return pointer;
    } catch (error) {
      throw this.#outOfMemory(size * 4, error);
    }
  }

  #outOfMemory(bytes: number, cause: unknown): OutOfMemoryError {
    const held = `${String(Math.round(this.#bytes / 1e6))} MB are in use`;
    const wanted = bytes > 0 ? `, ${String(Math.round(bytes / 1e6))} MB more were asked for` : '';
    const help = 'A smaller batch, or a mini-batch (More settings), needs less.';
    return new OutOfMemoryError(`The memory of the WASM backend is full: ${held}${wanted}. ${help}`, {
      cause,
    });
  }

  #view(pointer: number, size: number, dtype: 'float32' | 'int32'): Float32Array | Int32Array {
    const buffer = this.module.memory.buffer;
    return dtype === 'float32'
      ? new Float32Array(buffer, pointer, size)
      : new Int32Array(buffer, pointer, size);
  }
}

/**
 * Only the module's memory is shared, so a view of anything but a plain ArrayBuffer is a view of it. (Pages that are
 * not cross-origin isolated have shared memories but no SharedArrayBuffer to compare with.)
 */
function isOurs(values: unknown): values is Float32Array | Int32Array {
  return ArrayBuffer.isView(values) && !(values.buffer instanceof ArrayBuffer);
}
