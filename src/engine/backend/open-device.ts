import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import type { Settings } from '../../core/settings/settings';
import type { BackendName, DeviceReport } from '../protocol/device';
import { loadKernels } from '../wasm/kernels-module';
import { memoryLimits } from './memory-limits';
import { WasmBackend } from './wasm-backend';
import { registerWasmKernels } from './wasm-kernels';
import { createGpuBackend, isSoftware } from './webgpu-backend';
import { registerWebGpuKernels } from './webgpu-kernels';

/** More threads than this cost more in waiting than they bring. */
const MAX_THREADS = 8;

/**
 * Makes a backend the current one: the one asked for, or for "auto" hardware WebGPU, else WASM, else plain CPU.
 * @throws Error when the backend that was asked for cannot be had, with the reason.
 */
export async function openDevice(choice: Settings['backend']): Promise<DeviceReport> {
  if (choice === 'cpu') return useCpu('asked for');
  if (choice === 'wasm') return useWasm('asked for');
  const adapter = await probeWebGpu();
  if (choice === 'webgpu') {
    if (!adapter.found) throw new Error(`WebGPU is not available: ${adapter.reason}`);
    return useWebGpu(adapter.name, adapter.software ? 'asked for; a software adapter, very slow' : '');
  }
  if (adapter.found && !adapter.software) return useWebGpu(adapter.name, '');
  const why = adapter.found ? 'WebGPU has only a software adapter here' : adapter.reason;
  try {
    return await useWasm(why);
  } catch (error) {
    return useCpu(`${why}; WASM failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Probe =
  | { readonly found: true; readonly name: string; readonly software: boolean }
  | { readonly found: false; readonly reason: string };

/** Asks for an adapter before tfjs does: tfjs throws an unreadable error when there is none. */
async function probeWebGpu(): Promise<Probe> {
  const gpu = (navigator as { gpu?: GPU }).gpu; // typed as always there, which it is not
  if (gpu === undefined) return { found: false, reason: 'this browser has no WebGPU' };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return { found: false, reason: 'the browser found no graphics adapter for WebGPU' };
    const { vendor, architecture, device, description } = adapter.info;
    const name =
      description || [vendor, architecture, device].filter((part) => part !== '').join(' ') || 'GPU';
    return { found: true, name, software: isSoftware(adapter.info) };
  } catch (error) {
    return {
      found: false,
      reason: `WebGPU failed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** tfjs registers its own backend under the name when it is imported; ours takes its place, once. */
let webGpuRegistered = false;

function registerWebGpu(): void {
  if (webGpuRegistered) return;
  webGpuRegistered = true;
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', createGpuBackend, 3);
  registerWebGpuKernels();
}

async function useWebGpu(name: string, reason: string): Promise<DeviceReport> {
  // tfjs would run small tensors on the CPU, without saying so.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  registerWebGpu();
  await makeCurrent('webgpu');
  return { backend: 'webgpu', label: `WebGPU - ${name}`, reason, threads: 1, memory: memoryLimits() };
}

/** The WASM kernels load once; later switches come back to the same backend. */
let wasmLoaded: Promise<void> | undefined;

async function loadWasm(): Promise<void> {
  const module = await loadKernels(Math.min(MAX_THREADS, navigator.hardwareConcurrency || 1));
  registerWasmKernels();
  tf.registerBackend('wasm', () => new WasmBackend(module), 2);
}

async function useWasm(why: string): Promise<DeviceReport> {
  wasmLoaded ??= loadWasm();
  try {
    await wasmLoaded;
  } catch (error) {
    wasmLoaded = undefined;
    throw error;
  }
  await makeCurrent('wasm');
  const { threads } = wasmBackend().module;
  const single = globalThis.crossOriginIsolated
    ? ''
    : '; one thread, as the page is not cross-origin isolated';
  const label = threads === 1 ? 'WASM, 1 thread' : `WASM, ${String(threads)} threads`;
  return { backend: 'wasm', label, reason: why + single, threads, memory: memoryLimits() };
}

async function useCpu(reason: string): Promise<DeviceReport> {
  await makeCurrent('cpu');
  return { backend: 'cpu', label: 'Plain CPU', reason, threads: 1, memory: memoryLimits() };
}

async function makeCurrent(name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend did not start`);
  await tf.ready();
}

/** The WASM backend, which must be the current one. */
export function wasmBackend(): WasmBackend {
  const backend = tf.backend();
  if (!(backend instanceof WasmBackend)) throw new Error('the WASM backend is not the current one');
  return backend;
}
