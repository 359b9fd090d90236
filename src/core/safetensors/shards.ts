import { InputError } from '../input-error';
import type { RawTensor } from './dtype';
import { readSafetensors, type SafetensorsFile } from './read';

export const SINGLE_FILE = 'model.safetensors';
export const INDEX_FILE = 'model.safetensors.index.json';

/** The files that a `model.safetensors.index.json` names, each once, and which tensor it expects in which. */
export interface ShardIndex {
  readonly files: readonly string[];
  readonly placeOf: ReadonlyMap<string, string>;
}

/** @throws InputError when the index is not JSON, has no weight map, or names something other than a file beside it. */
export function parseShardIndex(file: string, text: string): ShardIndex {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(file, 'this is not valid JSON');
  }
  const map = typeof json === 'object' && json !== null && 'weight_map' in json ? json.weight_map : undefined;
  if (typeof map !== 'object' || map === null) throw new InputError(file, 'it has no "weight_map"');
  const placeOf = new Map<string, string>();
  for (const [tensor, shard] of Object.entries(map)) {
    if (typeof shard !== 'string' || !/^[\w.-]+\.safetensors$/.test(shard))
      throw new InputError(
        file,
        `tensor "${tensor}" is said to be in ${JSON.stringify(shard)}, which is no file name`,
      );
    placeOf.set(tensor, shard);
  }
  if (placeOf.size === 0) throw new InputError(file, 'its "weight_map" is empty');
  return { files: [...new Set(placeOf.values())].sort(), placeOf };
}

/**
 * Reads a model's weights from the files of its folder: model.safetensors, else the shards of its index.
 * @param files Path in the folder to bytes.
 * @throws InputError when there are no weights, a shard is missing, or a tensor is not where the index says.
 */
export function readWeightFiles(files: ReadonlyMap<string, Uint8Array>): SafetensorsFile {
  const single = files.get(SINGLE_FILE);
  if (single !== undefined) return readSafetensors(SINGLE_FILE, single);
  const index = files.get(INDEX_FILE);
  if (index === undefined)
    throw new InputError(SINGLE_FILE, 'the file is missing; a model needs its weights');
  return readShards(parseShardIndex(INDEX_FILE, new TextDecoder().decode(index)), files);
}

function readShards(index: ShardIndex, files: ReadonlyMap<string, Uint8Array>): SafetensorsFile {
  const tensors = new Map<string, RawTensor>();
  for (const shard of index.files) {
    const bytes = files.get(shard);
    if (bytes === undefined) throw new InputError(shard, `the file is missing; ${INDEX_FILE} names it`);
    for (const [name, tensor] of readSafetensors(shard, bytes).tensors) {
      if (tensors.has(name)) throw new InputError(shard, `tensor "${name}" is in another file as well`);
      tensors.set(name, tensor);
    }
  }
  for (const [tensor, shard] of index.placeOf)
    if (!tensors.has(tensor)) throw new InputError(shard, `tensor "${tensor}" is missing`);
  return { tensors, metadata: {} };
}
