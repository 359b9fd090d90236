import type { FloatTensor, RawTensor } from '../../core/safetensors/dtype';
import { isFloatDtype } from '../../core/safetensors/dtype';
import { decodeTensor } from '../../core/safetensors/read';
import { SINGLE_FILE } from '../../core/safetensors/shards';
import { planSafetensors, type Precision } from '../../core/safetensors/write';
import type { ModelFolder } from '../model/folder/model-folder';
import { withPrecision } from './encoder-config-file';
import { sentenceFiles } from './sentence-files';
import { ZipWriter } from './zip-writer';

export interface ModelExport {
  /** As opened; its pooling, normalisation, maximum length and prompts are those that the export states. */
  readonly folder: ModelFolder;
  /** Trained weights, under the names and in the shapes of `folder.weights`. */
  readonly weights: ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;
  readonly precision: Precision;
  /** README.md; see `modelCard`. */
  readonly card: string;
  /** Told about anything that the export could not keep exactly. */
  readonly onNote?: (note: string) => void;
}

/**
 * A sentence-transformers folder as a zip, which `SentenceTransformer(folder)` loads. Every original file is kept
 * byte for byte, except the weights, the model card, the type named in config.json, and what the user changed.
 * @throws Error when a weight is missing or of another shape: the caller's fault, not the user's.
 */
export async function exportModelZip(model: ModelExport): Promise<Blob> {
  const { folder, precision, card } = model;
  const files = new Map(folder.files);
  const config = files.get('config.json');
  if (config !== undefined) files.set('config.json', withPrecision(config, precision));
  for (const [path, json] of sentenceFiles(folder))
    files.set(path, encode(`${JSON.stringify(json, null, 2)}\n`));
  files.set('README.md', encode(card));
  const zip = new ZipWriter();
  for (const path of [...files.keys()].sort()) zip.add(path, [files.get(path) ?? new Uint8Array(0)], true);
  // sentence-transformers looks for the folder of every module, even of one without files.
  if (folder.normalise && ![...files.keys()].some((path) => path.startsWith('2_Normalize/')))
    zip.add('2_Normalize/', [], false);
  const plan = planSafetensors(tensorsOf(model), precision);
  for (const { name, count } of plan.overflow)
    model.onNote?.(
      `${count} values of ${name} are too large for float16 and became infinite; export as float32.`,
    );
  // One turn of the event loop before the long part, so that progress shown before can reach the page.
  await new Promise((resolve) => setTimeout(resolve));
  zip.add(SINGLE_FILE, plan.chunks(), false);
  return zip.finish();
}

/** The tensors under the names of the original file, whatever else it held included. */
function tensorsOf({ folder, weights }: ModelExport): Map<string, FloatTensor | RawTensor> {
  const tensors = new Map<string, FloatTensor | RawTensor>();
  for (const [name, { shape }] of folder.weights) {
    const trained = weights.get(name);
    if (trained?.shape.join() !== shape.join())
      throw new Error(`weight "${name}" of shape [${shape.join(', ')}] was not given to the export`);
    tensors.set(folder.fileNames.get(name) ?? name, { shape, values: trained.values });
  }
  for (const [name, raw] of folder.passThrough) {
    const values = isFloatDtype(raw.dtype) ? decodeTensor(SINGLE_FILE, name, raw) : undefined;
    tensors.set(name, values === undefined ? raw : { shape: [...raw.shape], values });
  }
  return tensors;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
