import type * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** A compute shader of ours. */
export interface GpuProgram {
  /** Names the shader in errors and, with the constants, in the cache of pipelines. */
  readonly name: string;
  /** WGSL with one entry point, `main`. Bindings: 0, 1, ... the inputs, then the outputs, then the parameters. */
  readonly source: string;
  /** Put before the source as `const NAME = value;`: sizes that the compiler must know. */
  readonly constants?: Readonly<Record<string, number>>;
  /** WGSL extensions that the source enables. */
  readonly enable?: readonly ('f16' | 'subgroups')[];
}

/** Numbers that a dispatch gets in its uniform buffer, in the order of the shader's struct (4 bytes each). */
export type GpuParameter = { readonly u32: number } | { readonly f32: number };

export interface GpuDispatch {
  readonly inputs: readonly tf.TensorInfo[];
  /** Written, or read and written. None may also be an input: WebGPU forbids both at once. */
  readonly outputs: readonly tf.TensorInfo[];
  readonly parameters: readonly GpuParameter[];
  readonly workgroups: readonly [x: number, y?: number, z?: number];
}

/** What tfjs keeps to itself and a dispatch of ours must share: its command encoder and its lists of used buffers. */
interface Recorder {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  commandQueueOwnedIds: WeakSet<object>;
  uniformPendingDisposal: GPUBuffer[];
}

/** Dispatches of one submission: few submissions, but tensors that were freed return only at the next. */
const DISPATCHES_PER_SUBMIT = 32;

/** Dispatches in one dimension that every WebGPU device allows. */
const MAX_WORKGROUPS = 65_535;

/**
 * tfjs's WebGPU backend with one way more to run a shader: plain WGSL files, several outputs, tensors changed in
 * place. Dispatches of both kinds go into one command stream, in order.
 */
export class GpuBackend extends WebGPUBackend {
  /** A processor plays the adapter: barriers cost more than they save. Kernels choose their variant by this. */
  software: boolean;
  /** Threads of a subgroup may exchange values. Kernels choose their variant by this. */
  subgroups: boolean;
  /** Storage buffers that one dispatch may bind. */
  storageBuffers: number;
  /** A training step keeps activations in half precision; see kernels/half. */
  halfActivations = false;
  readonly #pipelines = new Map<string, GPUComputePipeline>();
  /** How often a dispatch of ours wrote a tensor. */
  readonly #writes = new WeakMap<object, number>();
  #broken: Error | undefined;

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    super(device, info);
    this.software = isSoftware(info);
    this.subgroups = device.features.has('subgroups');
    this.storageBuffers = device.limits.maxStorageBuffersPerShaderStage;
  }

  /** A new, uninitialised tensor on the device. */
  output(shape: readonly number[], dtype: 'float32' | 'int32' = 'float32'): tf.TensorInfo {
    const info = this.makeTensorInfo([...shape], dtype);
    this.uploadToGPU(info.dataId);
    return info;
  }

  /** A new tensor of zeros, without a dispatch. */
  zeros(shape: readonly number[]): tf.TensorInfo {
    const info = this.output(shape);
    const buffer = this.#buffer(info);
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    const recorder = this.#recorder();
    recorder.commandEncoder?.clearBuffer(buffer);
    recorder.commandQueueOwnedIds.add(info.dataId);
    return info;
  }

  run(program: GpuProgram, { inputs, outputs, parameters, workgroups }: GpuDispatch): void {
    if (workgroups.some((count) => count === 0)) return;
    const pipeline = this.#pipeline(program);
    const recorder = this.#recorder();
    const buffers = [...inputs, ...outputs].map((info) => this.#buffer(info));
    if (parameters.length > 0) buffers.push(this.#uniforms(parameters, recorder));
    const bindings = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = this.device.createBindGroup({
      label: program.name,
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings,
    });
    for (const { dataId } of [...inputs, ...outputs]) recorder.commandQueueOwnedIds.add(dataId);
    for (const { dataId } of outputs) {
      this.#writes.set(dataId, (this.#writes.get(dataId) ?? 0) + 1);
      this.#forgetCopy(dataId);
    }
    this.ensureCommandEncoderReady();
    recorder.computePassEncoder ??= recorder.commandEncoder?.beginComputePass() ?? null;
    recorder.computePassEncoder?.setPipeline(pipeline);
    recorder.computePassEncoder?.setBindGroup(0, group);
    recorder.computePassEncoder?.dispatchWorkgroups(...workgroups);
    recorder.dispatchCountInPass++;
    if (recorder.dispatchCountInPass < DISPATCHES_PER_SUBMIT) return;
    this.endComputePassEncoder();
    this.submitQueue();
  }

  /** Hands in what was recorded. @returns a promise of the device having done it. */
  submitAll(): Promise<undefined> {
    this.ensureCommandEncoderReady();
    this.endComputePassEncoder();
    this.submitQueue();
    return this.queue.onSubmittedWorkDone();
  }

  /** @throws Error when a shader of ours did not compile: its results would be zeros. */
  override async read(dataId: object): ReturnType<WebGPUBackend['read']> {
    const writes = this.#writes.get(dataId);
    const values = await super.read(dataId);
    // Written while its values were on their way here.
    if (this.#writes.get(dataId) !== writes) this.#forgetCopy(dataId);
    if (this.#broken !== undefined) throw this.#broken;
    return values;
  }

  /** tfjs keeps a copy of what was read back, which a dispatch that writes the tensor makes stale. */
  #forgetCopy(dataId: object): void {
    Object.assign(this.tensorMap.get(dataId), { values: null });
  }

  #buffer(info: tf.TensorInfo): GPUBuffer {
    this.uploadToGPU(info.dataId);
    const { resource } = this.tensorMap.get(info.dataId);
    if (!(resource instanceof GPUBuffer)) throw new Error('a tensor has no buffer on the device');
    return resource;
  }

  #uniforms(parameters: readonly GpuParameter[], recorder: Recorder): GPUBuffer {
    const bytes = new DataView(new ArrayBuffer(Math.ceil(parameters.length / 4) * 16));
    parameters.forEach((parameter, i) => {
      if ('u32' in parameter) bytes.setUint32(i * 4, parameter.u32, true);
      else bytes.setFloat32(i * 4, parameter.f32, true);
    });
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM;
    const buffer = this.bufferManager.acquireBuffer(bytes.byteLength, usage);
    this.queue.writeBuffer(buffer, 0, bytes);
    recorder.uniformPendingDisposal.push(buffer);
    return buffer;
  }

  #pipeline({ name, source, constants = {}, enable = [] }: GpuProgram): GPUComputePipeline {
    const key = [name, ...enable, ...Object.entries(constants).flat()].join(' ');
    const known = this.#pipelines.get(key);
    if (known !== undefined) return known;
    const code = [
      ...enable.map((extension) => `enable ${extension};`),
      ...Object.entries(constants).map(([constant, value]) => `const ${constant} = ${String(value)};`),
      source,
    ].join('\n');
    this.device.pushErrorScope('validation');
    const module = this.device.createShaderModule({ label: name, code });
    const pipeline = this.device.createComputePipeline({ label: name, layout: 'auto', compute: { module } });
    void this.device.popErrorScope().then((error) => {
      if (error !== null) this.#broken = new Error(`shader ${name}: ${error.message}`);
    });
    this.#pipelines.set(key, pipeline);
    return pipeline;
  }

  #recorder(): Recorder {
    return this as unknown as Recorder; // private in tfjs's types; the version is pinned
  }
}

/** Workgroups for `count` of them in a row, folded into two dimensions: index = y * gridDim.x + x, bounded by count. */
export function fold(count: number): [x: number, y: number] {
  const x = Math.min(count, MAX_WORKGROUPS);
  return [x, count === 0 ? 0 : Math.ceil(count / x)];
}

/** True for an adapter that computes on the processor. */
export function isSoftware(info: GPUAdapterInfo): boolean {
  const name = [info.vendor, info.architecture, info.device, info.description].join(' ');
  return info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(name);
}

/** Opens a device with all that the adapter offers and Kennel's kernels can use. */
export async function createGpuBackend(): Promise<GpuBackend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('the browser found no graphics adapter for WebGPU');
  const wanted: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  });
  return new GpuBackend(device, adapter.info);
}
