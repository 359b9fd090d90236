import { InputError } from '../input-error';
import type { FloatTensor, RawTensor } from '../safetensors/dtype';
import { decodeTensor } from '../safetensors/read';
import type { EncoderConfig } from './encoder-config';
import { expectedTensors } from './expected-tensors';
import { EMBEDDINGS } from './families/family';

const WORDS = `${EMBEDDINGS.word}.weight`;

export interface MatchedWeights {
  /** The encoder's tensors under their names without prefix, in the order of `expectedTensors`. */
  readonly weights: Map<string, FloatTensor>;
  /** Each of those names as it stands in the file. */
  readonly fileNames: Map<string, string>;
  /** What else is in the file (pooler, heads, position ids), as it was: kept for export. */
  readonly passThrough: Map<string, RawTensor>;
  /** Type of the word embeddings, which is that of the model. */
  readonly dtype: string;
  readonly notes: string[];
}

/**
 * Finds the encoder's tensors among those of a file, whatever prefix ("bert.", "roberta.", "model.") they
 * carry, and decodes them.
 * @param file Name of the weights' file, for messages.
 * @throws InputError naming the tensor that is missing, of the wrong shape (expected and found) or of a type that
 * is no float, or has a value that is not finite.
 */
export function matchWeights(
  file: string,
  config: EncoderConfig,
  tensors: ReadonlyMap<string, RawTensor>,
): MatchedWeights {
  const prefix = findPrefix(file, tensors);
  const weights = new Map<string, FloatTensor>();
  const fileNames = new Map<string, string>();
  for (const [name, shape] of expectedTensors(config)) {
    const fileName = findName(file, prefix + name, shape, tensors);
    fileNames.set(name, fileName);
    weights.set(name, { shape, values: decodeExpected(file, fileName, shape, tensors) });
  }
  const used = new Set(fileNames.values());
  const passThrough = new Map([...tensors].filter(([name]) => !used.has(name)));
  const dtype = tensors.get(prefix + WORDS)?.dtype ?? 'F32';
  return { weights, fileNames, passThrough, dtype, notes: describe(passThrough) };
}

function findPrefix(file: string, tensors: ReadonlyMap<string, RawTensor>): string {
  const found = [...tensors.keys()].filter((name) => name === WORDS || name.endsWith(`.${WORDS}`));
  const [only] = found;
  if (only === undefined)
    throw new InputError(file, `tensor "${WORDS}" is missing; these are not the weights of an encoder`);
  if (found.length > 1)
    throw new InputError(
      file,
      `there is more than one encoder in it: ${found.map((name) => `"${name}"`).join(', ')}`,
    );
  return only.slice(0, only.length - WORDS.length);
}

/** Checkpoints converted from TensorFlow call LayerNorm's weight and bias gamma and beta. */
function findName(
  file: string,
  name: string,
  shape: readonly number[],
  tensors: ReadonlyMap<string, RawTensor>,
): string {
  if (tensors.has(name)) return name;
  const old = name.replace('LayerNorm.weight', 'LayerNorm.gamma').replace('LayerNorm.bias', 'LayerNorm.beta');
  if (tensors.has(old)) return old;
  throw new InputError(file, `tensor "${name}" of shape [${shape.join(', ')}] is missing`);
}

function decodeExpected(
  file: string,
  name: string,
  shape: readonly number[],
  tensors: ReadonlyMap<string, RawTensor>,
): Float32Array {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`tensor "${name}" was found before`);
  if (tensor.shape.join() !== shape.join())
    throw new InputError(
      file,
      `tensor "${name}" has shape [${tensor.shape.join(', ')}]; config.json says it should be [${shape.join(', ')}]`,
    );
  const values = decodeTensor(file, name, tensor);
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0)
    throw new InputError(
      file,
      `tensor "${name}" holds ${Number.isNaN(values[at]) ? 'a value that is no number (NaN)' : 'an infinite value'}; the weights are damaged`,
    );
  return values;
}

function describe(passThrough: ReadonlyMap<string, RawTensor>): string[] {
  const names = [...passThrough.keys()];
  if (names.length === 0) return [];
  const shown = names.slice(0, 4).join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '');
  return [`Not used by the encoder, kept for export: ${shown}.`];
}
