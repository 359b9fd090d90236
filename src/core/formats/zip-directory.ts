import { InputError } from '../input-error';

/** One file of a zip archive, as the central directory describes it. */
export interface ZipEntry {
  /** Normalised: forward slashes, no "..", no drive. */
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header starts in the archive. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const MAX_COMMENT = 65535;
const UNSET = 0xffffffff;

/**
 * Reads a zip's central directory (APPNOTE 4.3.12 to 4.3.16, zip64 included). Folders are left out.
 * @throws InputError when the archive is cut off or damaged, or lists more than `maxEntries` files
 */
export function readZipDirectory(path: string, zip: Uint8Array, maxEntries: number): ZipEntry[] {
  try {
    return parseDirectory(path, zip, maxEntries);
  } catch (error) {
    if (error instanceof RangeError) throw damaged(path);
    throw error;
  }
}

export function damaged(path: string): InputError {
  return new InputError(path, 'the zip file is damaged or cut off (was the download complete?)');
}

function parseDirectory(path: string, zip: Uint8Array, maxEntries: number): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const { count, start } = findDirectory(path, view);
  if (count > maxEntries)
    throw new InputError(path, `the zip lists ${count} files; at most ${maxEntries} are read`);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== ENTRY) throw damaged(path);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const nameEnd = at + 46 + nameLength;
    if (nameEnd + extraLength > zip.length) throw damaged(path);
    const rawName = new TextDecoder().decode(zip.subarray(at + 46, nameEnd));
    if (!/[\\/]$/.test(rawName)) {
      entries.push({
        name: normaliseName(rawName),
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        crc: view.getUint32(at + 16, true),
        ...readSizes(view, at, nameEnd, nameEnd + extraLength),
      });
    }
    at = nameEnd + extraLength + commentLength;
  }
  return entries;
}

function findDirectory(path: string, view: DataView): { count: number; start: number } {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - MAX_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= lowest; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (count !== 0xffff && start !== UNSET) return { count, start };
    if (view.getUint32(at - 20, true) !== LOCATOR_64) return { count, start };
    const end64 = readUint64(view, at - 12);
    if (view.getUint32(end64, true) !== END_64) throw damaged(path);
    return { count: readUint64(view, end64 + 32), start: readUint64(view, end64 + 48) };
  }
  throw damaged(path);
}

/** Sizes and offset; those set to all ones stand in the zip64 extra field, in this order. */
function readSizes(view: DataView, at: number, extraStart: number, extraEnd: number) {
  let size = view.getUint32(at + 24, true);
  let packedSize = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  for (let field = extraStart; field + 4 <= extraEnd; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let value = field + 4;
    const next = (): number => readUint64(view, (value += 8) - 8);
    if (size === UNSET) size = next();
    if (packedSize === UNSET) packedSize = next();
    if (offset === UNSET) offset = next();
  }
  return { size, packedSize, offset };
}

/** Exact up to 2^53, far above any size that is accepted. */
function readUint64(view: DataView, at: number): number {
  return view.getUint32(at, true) + 2 ** 32 * view.getUint32(at + 4, true);
}

function normaliseName(name: string): string {
  const parts = name
    .replace(/\\/g, '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/');
  return parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/');
}
