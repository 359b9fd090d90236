/** Counts, from outside, what a page does with its GPU: buffers that exist and dispatches. */
export interface GpuGauge {
  heldBytes: number;
  peakBytes: number;
  dispatches: number;
}

/** Must run before the device is opened. */
export function watchGpu(): GpuGauge {
  const gauge: GpuGauge = { heldBytes: 0, peakBytes: 0, dispatches: 0 };
  watchBuffers(gauge);
  const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...counts): undefined {
    gauge.dispatches++;
    dispatchWorkgroups.apply(this, counts);
  };
  return gauge;
}

function watchBuffers(gauge: GpuGauge): void {
  const alive = new WeakSet<GPUBuffer>();
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    alive.add(buffer);
    gauge.heldBytes += buffer.size;
    gauge.peakBytes = Math.max(gauge.peakBytes, gauge.heldBytes);
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function (): undefined {
    if (alive.delete(this)) gauge.heldBytes -= this.size;
    destroy.call(this);
  };
}
