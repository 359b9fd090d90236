import type { Precision } from '../../core/safetensors/write';

const NAMES: Readonly<Record<Precision, string>> = { F32: 'float32', F16: 'float16' };

/**
 * config.json with the type of the exported weights. Byte for byte the same when it already says so; new files of
 * transformers call the key `dtype`, older ones `torch_dtype`.
 */
export function withPrecision(config: Uint8Array, precision: Precision): Uint8Array {
  const json = JSON.parse(new TextDecoder().decode(config)) as Record<string, unknown>; // an object, or opening had refused it
  const key = 'dtype' in json && !('torch_dtype' in json) ? 'dtype' : 'torch_dtype';
  if ((json[key] ?? 'float32') === NAMES[precision]) return config;
  return new TextEncoder().encode(`${JSON.stringify({ ...json, [key]: NAMES[precision] }, null, 2)}\n`);
}
