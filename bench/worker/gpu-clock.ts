import type { Part } from '../api';

/** Timestamps of one query set: two a dispatch. */
const TIMESTAMPS = 4096;

interface Lap {
  readonly label: string;
  readonly set: number;
  readonly index: number;
}

interface Sets {
  readonly device: GPUDevice;
  readonly sets: GPUQuerySet[];
}

/**
 * Times every dispatch by timestamps: while it measures, each dispatch gets a compute pass of its own. Works from
 * outside, for whatever records the commands. The sum is larger than a step takes without it.
 */
export class GpuClock {
  #laps: Lap[] | null = null;
  #sets: Sets | null = null;
  readonly #labels = new WeakMap<GPUComputePipeline, string>();

  /** Must run before the device is opened. */
  constructor() {
    this.#watchPipelines();
    this.#watchPasses();
  }

  /** @throws Error when the device has no timestamps. */
  async measure(device: GPUDevice, work: () => Promise<unknown>): Promise<Part[]> {
    if (!device.features.has('timestamp-query')) throw new Error('this device has no timestamps');
    const laps: Lap[] = [];
    this.#sets = { device, sets: [] };
    this.#laps = laps;
    try {
      await work();
    } finally {
      this.#laps = null;
    }
    const times = await Promise.all(this.#sets.sets.map((set) => readTimes(device, set)));
    return sumByLabel(laps, times);
  }

  #watchPipelines(): void {
    const labels = this.#labels;
    const remember = (pipeline: GPUComputePipeline, label: string | undefined): GPUComputePipeline => {
      labels.set(pipeline, label ?? 'unnamed');
      return pipeline;
    };
    const { createComputePipeline, createComputePipelineAsync } = GPUDevice.prototype;
    GPUDevice.prototype.createComputePipeline = function (descriptor) {
      return remember(createComputePipeline.call(this, descriptor), descriptor.label);
    };
    GPUDevice.prototype.createComputePipelineAsync = async function (descriptor) {
      return remember(await createComputePipelineAsync.call(this, descriptor), descriptor.label);
    };
  }

  #watchPasses(): void {
    const { beginComputePass } = GPUCommandEncoder.prototype;
    const split = (encoder: GPUCommandEncoder): GPUComputePassEncoder | null =>
      this.#laps === null ? null : this.#splittingPass((own) => beginComputePass.call(encoder, own));
    GPUCommandEncoder.prototype.beginComputePass = function (descriptor) {
      return split(this) ?? beginComputePass.call(this, descriptor);
    };
  }

  /** Stands in for a compute pass: every dispatch is recorded into a real one of its own, with timestamps. */
  #splittingPass(
    begin: (descriptor: GPUComputePassDescriptor) => GPUComputePassEncoder,
  ): GPUComputePassEncoder {
    let pipeline: GPUComputePipeline | null = null;
    let group: GPUBindGroup | null = null;
    const standIn = {
      setPipeline: (next: GPUComputePipeline) => {
        pipeline = next;
      },
      setBindGroup: (_index: number, next: GPUBindGroup) => {
        group = next;
      },
      dispatchWorkgroups: (...counts: [number, number?, number?]) => {
        if (pipeline === null) return;
        const pass = begin({ timestampWrites: this.#next(this.#labels.get(pipeline) ?? 'unnamed') });
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(...counts);
        pass.end();
      },
      end: () => undefined,
    };
    return standIn as unknown as GPUComputePassEncoder; // the part of it that tfjs and our kernels use
  }

  #next(label: string): GPUComputePassTimestampWrites {
    const laps = this.#laps ?? [];
    if (this.#sets === null) throw new Error('nothing is measured now');
    const { device, sets } = this.#sets;
    const at = laps.length * 2;
    const set = Math.floor(at / TIMESTAMPS);
    const index = at % TIMESTAMPS;
    laps.push({ label, set, index });
    const querySet = (sets[set] ??= device.createQuerySet({ type: 'timestamp', count: TIMESTAMPS }));
    return { querySet, beginningOfPassWriteIndex: index, endOfPassWriteIndex: index + 1 };
  }
}

async function readTimes(device: GPUDevice, set: GPUQuerySet): Promise<BigUint64Array> {
  const size = TIMESTAMPS * 8;
  const resolved = device.createBuffer({
    size,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const readable = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(set, 0, TIMESTAMPS, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, readable, 0, size);
  device.queue.submit([encoder.finish()]);
  await readable.mapAsync(GPUMapMode.READ);
  const times = new BigUint64Array(readable.getMappedRange().slice(0));
  for (const buffer of [resolved, readable]) buffer.destroy();
  set.destroy();
  return times;
}

function sumByLabel(laps: readonly Lap[], times: readonly BigUint64Array[]): Part[] {
  const sums = new Map<string, { calls: number; ms: number }>();
  for (const { label, set, index } of laps) {
    const [start = 0n, end = 0n] = times[set]?.subarray(index, index + 2) ?? [];
    const sum = sums.get(label) ?? { calls: 0, ms: 0 };
    sums.set(label, { calls: sum.calls + 1, ms: sum.ms + Number(end - start) / 1e6 });
  }
  return [...sums].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => b.ms - a.ms);
}
