import { createColumn } from '../../core/data/column';
import type { RowDigest } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import type { TrainingRow } from '../../core/data/training-row';
import { createFileNames, decodeRow, encodeRow } from './row-codec';
import type { ScratchFile } from './scratch-file';

/** Written and read ahead at a time. */
const BLOCK = 1 << 20;
/** A row this close behind the last one read is taken for the next of a pass over the rows, which reads ahead. */
const NEAR = 1 << 16;

/** Rows that lie in a file, and in memory where each begins. They cannot be read once the file is removed. */
class StoredRows implements RowList {
  readonly length: number;
  readonly digest: RowDigest;
  readonly #file: ScratchFile;
  readonly #read: BlockReader;
  readonly #starts: Float64Array;
  readonly #decode: (json: string) => TrainingRow;
  readonly #decoder = new TextDecoder();

  constructor(
    file: ScratchFile,
    starts: Float64Array,
    digest: RowDigest,
    decode: (json: string) => TrainingRow,
  ) {
    this.length = starts.length - 1;
    this.digest = digest;
    this.#file = file;
    this.#read = createBlockReader(file);
    this.#starts = starts;
    this.#decode = decode;
  }

  at(index: number): TrainingRow | undefined {
    return this.#rowAt(index < 0 ? index + this.length : index, this.#read);
  }

  *[Symbol.iterator](): Generator<TrainingRow> {
    // Its own reader: what is read by place meanwhile does not end the reading ahead.
    const read = createBlockReader(this.#file);
    for (let i = 0; i < this.length; i++) {
      const row = this.#rowAt(i, read);
      if (row) yield row;
    }
  }

  #rowAt(row: number, read: BlockReader): TrainingRow | undefined {
    const [from, to] = [this.#starts[row], this.#starts[row + 1]];
    if (from === undefined || to === undefined) return undefined;
    return this.#decode(this.#decoder.decode(read(from, to)));
  }
}

/** The bytes from `from` to before `to`; valid until the next call. */
type BlockReader = (from: number, to: number) => Uint8Array;

/** Reads just what is asked for, or a block ahead where the places asked for go forward step by step. */
function createBlockReader(file: ScratchFile): BlockReader {
  let block: Uint8Array = new Uint8Array(0);
  let blockStart = 0;
  let last = 0;
  return (from, to) => {
    const forward = from >= last && from - last <= NEAR;
    last = to;
    if (from < blockStart || to > blockStart + block.length) {
      const ahead = Math.min(file.size - from, forward ? BLOCK : 0);
      block = new Uint8Array(Math.max(to - from, ahead));
      blockStart = from;
      file.read(block, from);
    }
    return block.subarray(from - blockStart, to - blockStart);
  };
}

export interface RowWriter {
  /** @throws StorageError when the file cannot be written */
  add(row: TrainingRow): void;
  finish(digest: RowDigest): RowList;
}

/** Writes rows to a file, a block at a time. */
export function createRowWriter(file: ScratchFile): RowWriter {
  const names = createFileNames();
  const starts = createColumn((length) => new Float64Array(length));
  const encoder = new TextEncoder();
  const block = new Uint8Array(BLOCK);
  let filled = 0;
  const flush = (): void => {
    if (filled > 0) file.append(block.subarray(0, filled));
    filled = 0;
  };
  return {
    add(row) {
      const json = encodeRow(row, names);
      starts.push(file.size + filled);
      if (3 * json.length > BLOCK - filled) flush(); // three bytes are the most that a character takes
      if (3 * json.length > BLOCK) file.append(encoder.encode(json));
      else filled += encoder.encodeInto(json, block.subarray(filled)).written;
    },
    finish(digest) {
      flush();
      starts.push(file.size);
      return new StoredRows(file, starts.values(), digest, (json) => decodeRow(json, names));
    },
  };
}
