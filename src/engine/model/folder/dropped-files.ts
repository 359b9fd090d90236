import { expandFiles } from '../../../core/formats/archive';
import { withoutGz, type InputFile } from '../../../core/formats/input-file';
import { InputError } from '../../../core/input-error';
import { isHidden, isOtherWeights, isSafetensors } from './file-roles';
import { GrowingBuffer } from './growing-buffer';
import { missingWeights } from './missing-weights';
import type { ModelFiles, OpenOptions } from './model-folder';
import { modelRoot } from './model-root';

/** Memory of a tab; no model that can be trained in one comes near. */
const MAX_BYTES = 2 ** 31;

/**
 * Reads a dropped folder (its files) or zip.
 * @throws InputError when there is nothing in it, no weights in a form that Kennel reads, or the zip is damaged or a
 * bomb; AbortError.
 */
export async function readDroppedFiles(
  dropped: readonly File[],
  { signal, onProgress }: OpenOptions,
): Promise<ModelFiles> {
  if (dropped.length === 0) throw new InputError('model', 'no files were given');
  const limits = { maxBytes: MAX_BYTES, ...(signal ? { signal } : {}) };
  const sources = await expandFiles(dropped.map(inputFile), limits);
  const root = modelRoot(sources.map(({ path }) => withoutGz(path)));
  const inside = sources
    .filter(({ path }) => path.startsWith(root))
    .map((source) => ({ name: withoutGz(source.path.slice(root.length)), source }));
  const names = inside.map(({ name }) => name);
  if (!names.includes('config.json') && !names.some((name) => isSafetensors(name) || isOtherWeights(name)))
    throw new InputError('model', 'this is not a model folder (no config.json and model.safetensors)');
  if (!names.some(isSafetensors)) throw missingWeights(names);
  const files = new Map<string, Uint8Array>();
  for (const { name, source } of inside.filter(({ name }) => isWanted(name))) {
    const onBytes = (done: number): void =>
      onProgress?.({ kind: 'progress', phase: `Reading ${name}`, done, total: source.size, unit: 'bytes' });
    files.set(name, await readWhole(source, signal, onBytes));
  }
  return {
    name:
      root
        .split('/')
        .at(-2)
        ?.replace(/\.zip$/i, '') ?? 'model',
    files,
    notes: ignoredNote(names),
  };
}

function inputFile(file: File): InputFile {
  return {
    path: file.webkitRelativePath || file.name,
    size: file.size,
    async *chunks() {
      try {
        yield* file.stream();
      } catch {
        throw new InputError(file.name, 'the file can no longer be read: it was moved or changed');
      }
    },
  };
}

async function readWhole(
  file: InputFile,
  signal: AbortSignal | undefined,
  onBytes: (done: number) => void,
): Promise<Uint8Array> {
  const content = new GrowingBuffer(file.size);
  for await (const chunk of file.chunks()) {
    signal?.throwIfAborted();
    content.append(chunk);
    onBytes(content.length);
  }
  return content.bytes();
}

/** Weights of folders below (checkpoints of a training, for example) are not this model's. */
function isWanted(name: string): boolean {
  if (isHidden(name) || isOtherWeights(name)) return false;
  return !isSafetensors(name) || !name.includes('/');
}

function ignoredNote(names: readonly string[]): string[] {
  const ignored = names.filter(isOtherWeights);
  return ignored.length === 0
    ? []
    : [`Weights in other forms are not used: ${ignored.slice(0, 5).join(', ')}.`];
}
