import { Gunzip } from 'fflate';
import { InputError } from '../input-error';
import type { InputFile } from './input-file';

/** Compressed bytes inflated at once: at deflate's best ratio they become 16 MiB. */
export const INFLATE_BYTES = 2 ** 14;

/** What an expanded file may grow to before it is refused as a bomb. */
export interface ExpandLimits {
  readonly maxBytes: number;
  readonly maxRatio: number;
  /** Below this size any ratio is fine. */
  readonly ratioFrom: number;
}

/** Throws an InputError when `expanded` bytes out of `packed` are too many. */
export function checkExpansion(path: string, expanded: number, packed: number, limits: ExpandLimits): void {
  if (expanded > limits.maxBytes) {
    const size = (limits.maxBytes / 2 ** 30).toPrecision(2);
    throw new InputError(path, `the archive unpacks to more than ${size} GiB; unpack it and give the files`);
  }
  if (expanded > limits.ratioFrom && expanded > limits.maxRatio * packed) {
    throw new InputError(
      path,
      `the archive unpacks to over ${limits.maxRatio} times its size: refused as a zip bomb`,
    );
  }
}

/** The content of a gzip file, inflated as it is read. Several members in one file count as one content. */
export function gunzipped(file: InputFile, size: number, limits: ExpandLimits): InputFile {
  return { path: file.path.replace(/\.gz$/i, ''), size, chunks: () => inflateChunks(file, limits) };
}

async function* inflateChunks(file: InputFile, limits: ExpandLimits): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  let packed = 0;
  let expanded = 0;
  const gunzip = new Gunzip((data) => {
    if (data.length > 0) out.push(data);
    expanded += data.length;
  });
  const push = (bytes: Uint8Array, final: boolean): Uint8Array[] => {
    packed += bytes.length;
    try {
      gunzip.push(bytes, final);
    } catch {
      throw new InputError(file.path, 'the gzip file is damaged or cut off');
    }
    checkExpansion(file.path, expanded, packed, limits);
    const ready = out;
    out = [];
    return ready;
  };
  for await (const chunk of file.chunks()) {
    for (let at = 0; at < chunk.length; at += INFLATE_BYTES) {
      // A copy: fflate keeps the array and may write to it.
      yield* push(chunk.slice(at, at + INFLATE_BYTES), false);
    }
  }
  yield* push(new Uint8Array(0), true);
}
