import { Gunzip } from 'fflate';
import { InputError } from '../input-error';
import { concatBytes } from './concat-bytes';
import { crc32 } from './crc32';
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
  // First, because to unpack a bomb is no advice.
  if (expanded > limits.ratioFrom && expanded > limits.maxRatio * packed) {
    throw new InputError(
      path,
      `the archive unpacks to over ${limits.maxRatio} times its size: refused as a zip bomb`,
    );
  }
  if (expanded > limits.maxBytes) {
    const size = (limits.maxBytes / 2 ** 30).toPrecision(2);
    throw new InputError(path, `the archive unpacks to more than ${size} GiB; unpack it and give the files`);
  }
}

/** The content of a gzip file, inflated as it is read. Several members in one file count as one content. */
export function gunzipped(file: InputFile, size: number, limits: ExpandLimits): InputFile {
  return { path: file.path, size, packed: true, chunks: () => inflateChunks(file, limits) };
}

async function* inflateChunks(file: InputFile, limits: ExpandLimits): AsyncGenerator<Uint8Array> {
  const member = createMember(file.path, limits);
  for await (const chunk of file.chunks()) {
    for (let at = 0; at < chunk.length; at += INFLATE_BYTES) {
      // A copy: fflate keeps the array and may write to it.
      yield* member.push(chunk.slice(at, at + INFLATE_BYTES));
    }
  }
  member.end();
}

/** Inflates piece by piece and checks size and sum at the end: fflate takes a cut-off file for a whole one. */
function createMember(path: string, limits: ExpandLimits) {
  let out: Uint8Array[] = [];
  let packed = 0;
  let expanded = 0;
  let crc = 0;
  let size = 0; // of the current member
  let trailer: Uint8Array = new Uint8Array(0);
  const gunzip = new Gunzip((data) => {
    if (data.length === 0) return;
    out.push(data);
    crc = crc32(data, crc);
    size += data.length;
    expanded += data.length;
  });
  gunzip.onmember = () => {
    crc = 0;
    size = 0;
  };
  const fault = new InputError(path, 'the gzip file is damaged or cut off (was the download complete?)');
  return {
    push(bytes: Uint8Array): Uint8Array[] {
      packed += bytes.length;
      trailer = concatBytes([trailer, bytes.slice(-8)]).slice(-8);
      try {
        gunzip.push(bytes, false);
      } catch {
        throw fault;
      }
      checkExpansion(path, expanded, packed, limits);
      const ready = out;
      out = [];
      return ready;
    },
    end(): void {
      if (trailer.length < 8) throw fault;
      const view = new DataView(trailer.buffer, trailer.byteOffset, 8);
      if (view.getUint32(0, true) !== crc || view.getUint32(4, true) !== size % 2 ** 32) throw fault;
    },
  };
}
