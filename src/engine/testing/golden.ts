import { decodeTensor, readSafetensors } from '../../core/safetensors/read';
import { parseEncoderConfig, type EncoderConfig } from '../../core/models/encoder-config';

export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const files = import.meta.glob<string>('../../fixtures/golden/*/*.safetensors', {
  query: '?url',
  import: 'default',
  eager: true,
});

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The tensors of a golden safetensors file, by name: `goldenTensors('bert-micro/model')`. */
export async function goldenTensors(name: string): Promise<Map<string, GoldenTensor>> {
  const url = files[`../../fixtures/golden/${name}.safetensors`];
  if (url === undefined) throw new Error(`there is no golden file ${name}`);
  const { tensors } = readSafetensors(name, await fetchBytes(url));
  return new Map(
    [...tensors].map(([key, raw]) => [key, { shape: raw.shape, values: decodeTensor(name, key, raw) }]),
  );
}

/** A tensor that must be there. */
export function required(tensors: ReadonlyMap<string, GoldenTensor>, name: string): GoldenTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`there is no golden tensor ${name}`);
  return tensor;
}

export function goldenConfig(config: unknown): EncoderConfig {
  return parseEncoderConfig(JSON.stringify(config));
}
