import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { WasmBackend } from '../backend/wasm-backend';

/** The limits that a kernel can run into. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** What is worth knowing of the browser and of the current backend, by name. */
export async function describeDevice(): Promise<Record<string, string>> {
  const { userAgent, hardwareConcurrency } = navigator;
  return {
    Browser: userAgent,
    'Logical cores': String(hardwareConcurrency),
    'Cross-origin isolated': yesNo(globalThis.crossOriginIsolated),
    ...(await describeBackend()),
  };
}

async function describeBackend(): Promise<Record<string, string>> {
  const backend = tf.backend();
  if (backend instanceof WasmBackend) return { 'Relaxed SIMD': yesNo(backend.module.relaxed) };
  if (backend instanceof WebGPUBackend) return describeGpu(backend.device);
  return {};
}

async function describeGpu(device: GPUDevice): Promise<Record<string, string>> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  return {
    ...(adapter === null ? {} : describeAdapter(adapter)),
    'Features in use': [...device.features].sort().join(', '),
    ...Object.fromEntries(LIMITS.map((name) => [name, String(device.limits[name])])),
  };
}

function describeAdapter({ info, features, limits }: GPUAdapter): Record<string, string> {
  const { vendor, architecture, device, description, subgroupMinSize, subgroupMaxSize } = info;
  return {
    Adapter: [vendor, architecture, device, description].filter((part) => part !== '').join(' / '),
    Software: yesNo(info.isFallbackAdapter),
    'Subgroup size': `${String(subgroupMinSize)} to ${String(subgroupMaxSize)}`,
    'Features of the adapter': [...features].sort().join(', '),
    'Limits of the adapter': LIMITS.map((name) => `${name} ${String(limits[name])}`).join(', '),
  };
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
