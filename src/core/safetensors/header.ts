import { InputError } from '../input-error';
import { DTYPE_BYTES, elementCount } from './dtype';
import { outermostKeys } from './json-keys';

/** The format's own limit, 100 MB: a longer header is a damaged or hostile file. */
const MAX_HEADER_BYTES = 100_000_000;

/** Where a tensor lies: bytes [begin, end) of the file's data section. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In order of their place in the file. */
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where in the file the data section starts, bytes. */
  readonly dataStart: number;
}

/**
 * Reads and checks the header of a safetensors file: 8 bytes little-endian length, JSON, data. Nothing is allocated
 * on the word of the file. As in the reference reader, tensors must cover the data without overlap or gap.
 * @throws InputError naming the file and, where one is at fault, the tensor.
 * Source: huggingface/safetensors README, "Format".
 */
export function parseHeader(file: string, bytes: Uint8Array): SafetensorsHeader {
  const length = headerLength(file, bytes);
  const dataStart = 8 + length;
  const json = decodeHeader(file, bytes.subarray(8, dataStart));
  const { __metadata__: metadata, ...tensors } = json;
  const entries = Object.entries(tensors).map(([name, value]) => parseEntry(file, name, value));
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkLayout(file, entries, bytes.length - dataStart, dataStart);
  return { entries, metadata: parseMetadata(file, metadata), dataStart };
}

function headerLength(file: string, bytes: Uint8Array): number {
  if (bytes.length < 8) throw new InputError(file, `the file is cut off: it has only ${bytes.length} bytes`);
  refuseText(file, bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const length = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  if (length > MAX_HEADER_BYTES)
    throw new InputError(
      file,
      `not a safetensors file: it claims a header of ${count(length)} bytes (at most ${count(MAX_HEADER_BYTES)} are allowed)`,
    );
  if (8 + length > bytes.length)
    throw new InputError(
      file,
      `the file is cut off: it has ${count(bytes.length)} bytes, but its header alone should take ${count(8 + length)}`,
    );
  return length;
}

/** Two text files that often stand where weights should be, told apart by their first bytes. */
function refuseText(file: string, bytes: Uint8Array): void {
  const start = String.fromCharCode(...bytes.subarray(0, 8)).toLowerCase();
  if (start.startsWith('version '))
    throw new InputError(
      file,
      'this is a Git LFS pointer, not the weights themselves: run "git lfs pull" in the folder and try again',
    );
  if (/^\s*<(!|html|\?xml)/.test(start))
    throw new InputError(file, 'this is a web page, not weights: the download went to the wrong place');
}

function decodeHeader(file: string, bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch {
    throw new InputError(file, 'the header of the safetensors file is damaged: it is not valid JSON');
  }
  if (!isRecord(json))
    throw new InputError(file, 'the header of the safetensors file is damaged: it is not an object');
  const seen = new Set<string>();
  for (const key of outermostKeys(text)) {
    if (seen.has(key)) throw new InputError(file, `tensor "${key}" is listed twice`);
    seen.add(key);
  }
  return json;
}

function parseEntry(file: string, name: string, value: unknown): TensorEntry {
  const fault = (reason: string): InputError => new InputError(file, `tensor "${name}" ${reason}`);
  if (!isRecord(value)) throw fault('has no description');
  const { dtype, shape, data_offsets: offsets } = value;
  const width =
    typeof dtype === 'string' && Object.hasOwn(DTYPE_BYTES, dtype) ? DTYPE_BYTES[dtype] : undefined;
  if (typeof dtype !== 'string' || width === undefined)
    throw fault(`has the unknown type ${JSON.stringify(dtype)}`);
  if (!isSizes(shape)) throw fault(`has the impossible shape ${JSON.stringify(shape)}`);
  const [begin, end] = isSizes(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined || begin > end)
    throw fault(`has the impossible place ${JSON.stringify(offsets)}`);
  const needed = elementCount(shape) * width;
  if (needed !== end - begin)
    throw fault(
      `has ${count(end - begin)} bytes, but shape [${shape.join(', ')}] of ${dtype} needs ${count(needed)}`,
    );
  return { name, dtype, shape, begin, end };
}

function checkLayout(
  file: string,
  entries: readonly TensorEntry[],
  available: number,
  dataStart: number,
): void {
  const last = entries.reduce((end, entry) => Math.max(end, entry.end), 0);
  let covered = 0;
  let previous = '';
  for (const entry of entries) {
    if (entry.begin < covered)
      throw new InputError(file, `tensor "${entry.name}" overlaps tensor "${previous}"`);
    if (entry.begin > covered)
      throw new InputError(
        file,
        `${count(entry.begin - covered)} bytes before tensor "${entry.name}" belong to no tensor`,
      );
    if (entry.end > available)
      throw new InputError(
        file,
        `the file is cut off in tensor "${entry.name}": it has ${count(dataStart + available)} bytes and should have ${count(dataStart + last)}`,
      );
    covered = entry.end;
    previous = entry.name;
  }
  if (available > covered)
    throw new InputError(
      file,
      `the file has ${count(available - covered)} bytes after its last tensor: ${count(dataStart + available)} instead of ${count(dataStart + covered)}`,
    );
}

function parseMetadata(file: string, metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isRecord(metadata))
    throw new InputError(file, 'the header of the safetensors file has damaged metadata');
  const texts = Object.entries(metadata).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(texts);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function count(n: number): string {
  return n.toLocaleString('en-GB');
}
