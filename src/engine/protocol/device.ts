// The device the engine computes on.
import type { MemoryLimits } from '../../core/memory/plan-memory';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface DeviceReport {
  readonly backend: BackendName;
  /** For the header: "WebGPU - Apple M2", "WASM, 8 threads". */
  readonly label: string;
  /** Why this backend and not a faster one; empty when it is the fastest there is. */
  readonly reason: string;
  readonly threads: number;
  readonly memory: MemoryLimits;
}
