import { concatBytes } from './concat-bytes';
import { gunzipped, type ExpandLimits } from './gzip';
import type { InputFile } from './input-file';
import { createPause } from './pause';
import { unzip } from './unzip';

export interface ExpandOptions {
  readonly signal?: AbortSignal;
  /** Largest total size after unpacking, bytes; default 4 GiB. */
  readonly maxBytes?: number;
}

/** Deflate cannot do better than 1032:1, and real text is far below. */
const MAX_RATIO = 1000;
const RATIO_FROM = 10 * 2 ** 20;

/**
 * Replaces zip archives by the files in them (which keep its name in their paths) and gzip files by their content; what a file is, its first bytes
 * decide, not its name. Hidden files and those that macOS and Windows add to folders are dropped.
 * @throws InputError for an archive that is damaged, encrypted or a bomb. The signal's reason when aborted.
 */
export async function expandFiles(
  files: readonly InputFile[],
  options: ExpandOptions = {},
): Promise<InputFile[]> {
  const maxBytes = options.maxBytes ?? 4 * 2 ** 30;
  const limits: ExpandLimits = { maxBytes, maxRatio: MAX_RATIO, ratioFrom: RATIO_FROM };
  const pause = createPause(options.signal);
  const expanded: InputFile[] = [];
  for (const file of files) {
    await pause();
    if (isJunk(file.path)) continue;
    const start = await firstBytes(file);
    if (isZip(start)) {
      for (const entry of await unzip(file, limits, options.signal)) {
        if (!isJunk(entry.path)) expanded.push(await gunzipIfNeeded(entry, limits, options.signal));
      }
    } else expanded.push(await gunzipIfNeeded(file, limits, options.signal));
  }
  return expanded;
}

async function gunzipIfNeeded(
  file: InputFile,
  limits: ExpandLimits,
  signal: AbortSignal | undefined,
): Promise<InputFile> {
  const start = await firstBytes(file);
  if (start[0] !== 0x1f || start[1] !== 0x8b) return file;
  return gunzipped(file, await sizeFromTrailer(file, signal), limits);
}

/** The expanded size modulo 2^32, of the last member (RFC 1952): good enough for a progress bar. */
async function sizeFromTrailer(file: InputFile, signal: AbortSignal | undefined): Promise<number> {
  const pause = createPause(signal);
  let end: Uint8Array = new Uint8Array(0);
  for await (const chunk of file.chunks()) {
    await pause();
    end = chunk.length >= 4 ? chunk.slice(-4) : concatBytes([end, chunk]).slice(-4);
  }
  const [a = 0, b = 0, c = 0, d = 0] = end;
  return Math.max(file.size, a + 2 ** 8 * b + 2 ** 16 * c + 2 ** 24 * d);
}

async function firstBytes(file: InputFile): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array(0);
  for await (const chunk of file.chunks()) {
    start = concatBytes([start, chunk.subarray(0, 4)]);
    if (start.length >= 4) break;
  }
  return start;
}

/** A local header, or the end record of an empty archive. */
function isZip([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

function isJunk(path: string): boolean {
  return path
    .split('/')
    .some(
      (part) => part === '__MACOSX' || /^\.[^.]/.test(part) || /^(?:Thumbs\.db|desktop\.ini)$/i.test(part),
    );
}
