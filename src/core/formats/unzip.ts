import { Inflate } from 'fflate';
import { InputError } from '../input-error';
import { concatBytes } from './concat-bytes';
import { crc32 } from './crc32';
import { checkExpansion, INFLATE_BYTES, type ExpandLimits } from './gzip';
import type { InputFile } from './input-file';
import { createPause } from './pause';
import { damaged, readZipDirectory, type ZipEntry } from './zip-directory';

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 0x04034b50;
/** The packed archive lies in memory while its files are read (its table of contents stands at the end). */
const MAX_PACKED_BYTES = 2 ** 30;
/** Given at once from an entry that is not compressed. */
const STORED_BYTES = 2 ** 18;
const MAX_ENTRIES = 10_000;

/**
 * The files of a zip archive. The packed bytes are held in memory; each file is inflated as it is read.
 * @throws InputError when the archive is damaged, encrypted, packed in an unknown way, or a bomb
 */
export async function unzip(
  file: InputFile,
  limits: ExpandLimits,
  signal: AbortSignal | undefined,
): Promise<InputFile[]> {
  const zip = await readWhole(file, signal);
  const entries = readZipDirectory(file.path, zip, MAX_ENTRIES);
  let expanded = 0;
  let packed = 0;
  for (const entry of entries) {
    const where = `${file.path}/${entry.name}`;
    if (entry.encrypted)
      throw new InputError(where, 'this file is protected by a password; unpack the zip first');
    if (entry.method !== STORED && entry.method !== DEFLATED) {
      throw new InputError(
        where,
        `packed with method ${entry.method}, which is not supported; unpack the zip first`,
      );
    }
    checkExpansion(where, entry.size, entry.packedSize, limits);
    expanded += entry.size;
    packed += entry.packedSize;
  }
  checkExpansion(file.path, expanded, zip.length, limits);
  // Entries that share their bytes are how the densest bombs are made (Fifield 2019).
  if (packed > zip.length) throw damaged(file.path);
  return entries.map((entry) => ({
    path: `${file.path}/${entry.name}`,
    size: entry.size,
    packed: true,
    chunks: () => inflateEntry(file.path, zip, entry),
  }));
}

async function readWhole(file: InputFile, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const pause = createPause(signal);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.chunks()) {
    await pause();
    parts.push(chunk);
    length += chunk.length;
    if (length > MAX_PACKED_BYTES) {
      throw new InputError(file.path, 'the zip is larger than 1 GiB; unpack it and give the folder');
    }
  }
  return concatBytes(parts);
}

async function* inflateEntry(path: string, zip: Uint8Array, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const packed = packedBytes(path, zip, entry);
  let crc = 0;
  let size = 0;
  for (const chunk of entry.method === STORED ? pieces(packed) : inflate(`${path}/${entry.name}`, packed)) {
    size += chunk.length;
    if (size > entry.size) throw damaged(`${path}/${entry.name}`);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (size !== entry.size || crc !== entry.crc) throw damaged(`${path}/${entry.name}`);
}

function packedBytes(path: string, zip: Uint8Array, { offset, packedSize }: ZipEntry): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (offset + 30 > zip.length || view.getUint32(offset, true) !== LOCAL_HEADER) throw damaged(path);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > zip.length) throw damaged(path);
  return zip.subarray(start, start + packedSize);
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += STORED_BYTES) yield bytes.subarray(at, at + STORED_BYTES);
}

function* inflate(path: string, packed: Uint8Array): Generator<Uint8Array> {
  let out: Uint8Array[] = [];
  const inflater = new Inflate((data) => void out.push(data));
  for (let at = 0; at < packed.length; at += INFLATE_BYTES) {
    try {
      inflater.push(packed.slice(at, at + INFLATE_BYTES), at + INFLATE_BYTES >= packed.length);
    } catch {
      throw damaged(path);
    }
    yield* out;
    out = [];
  }
}
