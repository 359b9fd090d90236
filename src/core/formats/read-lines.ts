import { InputError } from '../input-error';
import { concatBytes } from './concat-bytes';
import type { InputFile } from './input-file';
import { createLineAssembler, type LineAssembler, type LineBlock } from './line-assembler';
import { createPause } from './pause';
import { detectEncoding, encodingNotes, endOfLine, type TextEncoding } from './text-encoding';

/** A line without its line end; `fault` says why its text cannot be used, where it cannot. */
export interface Line {
  /** Physical line, from 1. */
  readonly line: number;
  readonly text: string;
  readonly fault?: string;
}

export interface LineOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes just read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Longer lines are faults. Bytes; default 64 MiB. */
  readonly maxLineBytes?: number;
}

export interface LineReader {
  /** The lines in order, many at a time (one promise per line would cost more than reading it). */
  readonly batches: AsyncIterable<readonly Line[]>;
  /** Remarks on encoding and line ends; complete once `batches` is. */
  notes(): string[];
}

const MAX_LINE_BYTES = 64 * 2 ** 20;
/** Decoded at a stretch: bounds both memory and the time between two looks at the abort signal. */
const BLOCK_BYTES = 2 ** 18;

/**
 * Reads a text file line by line: UTF-8 or, by byte-order mark, UTF-16; LF or CRLF; a last line without line
 * end counts. A line with NUL bytes, bytes that are not valid in the encoding, or too many bytes comes with a
 * `fault`. Memory is bounded by the longest line. Throws the signal's reason when aborted, and InputError at a line
 * out of an archive that has too many bytes.
 */
export function readLines(file: InputFile, options: LineOptions = {}): LineReader {
  const notes: string[] = [];
  return { batches: generateBatches(file, options, notes), notes: () => [...notes] };
}

async function* generateBatches(
  file: InputFile,
  options: LineOptions,
  notes: string[],
): AsyncGenerator<readonly Line[]> {
  const maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;
  const state = createState(maxLineBytes);
  let line = 1;
  let lineBytes = 0;
  for await (const block of blocksOf(file, options)) {
    const lines = state.push(block);
    line += lines.length;
    yield lines;
    const end = block.lastIndexOf(10);
    lineBytes = end < 0 ? lineBytes + block.length : block.length - end;
    // A few packed kilobytes may be a line of gigabytes: nobody should wait for its end.
    if (file.packed && lineBytes > maxLineBytes)
      throw new InputError(file.path, `${describeTooLong(maxLineBytes)}: refused as an archive bomb`, line);
  }
  yield state.end();
  notes.push(...state.notes());
}

async function* blocksOf(file: InputFile, { signal, onBytes }: LineOptions): AsyncGenerator<Uint8Array> {
  const pause = createPause(signal);
  await pause();
  for await (const chunk of file.chunks()) {
    for (let at = 0; at < chunk.length; at += BLOCK_BYTES) {
      const block = chunk.subarray(at, at + BLOCK_BYTES);
      yield block;
      onBytes?.(block.length);
      await pause();
    }
  }
}

/** Bytes to lines: waits for the byte-order mark, then cuts and decodes. */
function createState(maxLineBytes: number) {
  let start: Uint8Array = new Uint8Array(0);
  let opened: { assembler: LineAssembler; decoder: LineDecoder } | undefined;
  const open = () => {
    const encoding = detectEncoding(start);
    opened = {
      assembler: createLineAssembler(encoding, maxLineBytes),
      decoder: createLineDecoder(encoding, maxLineBytes),
    };
    const { assembler, decoder } = opened;
    return { assembler, decoder, rest: start.subarray(encoding.markLength) };
  };
  return {
    push(block: Uint8Array): Line[] {
      if (opened) return opened.decoder.decode(opened.assembler.push(block));
      start = concatBytes([start, block]);
      if (start.length < 3) return []; // too short to tell its byte-order mark
      const { assembler, decoder, rest } = open();
      return decoder.decode(assembler.push(rest));
    },
    end(): Line[] {
      if (opened) return opened.decoder.decode(opened.assembler.end());
      const { assembler, decoder, rest } = open();
      return decoder.decode([...assembler.push(rest), ...assembler.end()]);
    },
    notes: (): string[] => opened?.decoder.notes() ?? [],
  };
}

interface LineDecoder {
  decode(blocks: readonly LineBlock[]): Line[];
  notes(): string[];
}

function createLineDecoder(encoding: TextEncoding, maxLineBytes: number): LineDecoder {
  const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
  const invalid = `the line is not valid ${encoding.name === 'utf-8' ? 'UTF-8' : 'UTF-16'} text`;
  const tooLong = describeTooLong(maxLineBytes);
  let line = 0;
  let crlf = false;

  const good = (raw: string): Line => {
    line++;
    let text = raw;
    if (raw.endsWith('\r')) {
      text = raw.slice(0, -1);
      crlf = true;
    }
    return text.includes('\0') ? { line, text, fault: explainNul(text) } : { line, text };
  };
  const bad = (fault: string): Line => ({ line: ++line, text: '', fault });

  /** A block that did not decode as a whole: line by line, to find the bad ones. */
  const decodeEach = (bytes: Uint8Array, lines: Line[]): void => {
    for (let at = 0; at < bytes.length;) {
      const next = endOfLine(bytes, at, encoding);
      const end = next < 0 ? bytes.length : next;
      const text = tryDecode(decoder, bytes.subarray(at, end));
      const fault =
        text === undefined && isHalfNul(countNul(bytes.subarray(at, end)), end - at) ? LOOKS_UTF16 : invalid;
      lines.push(text === undefined ? bad(fault) : good(text.endsWith('\n') ? text.slice(0, -1) : text));
      at = end;
    }
  };

  return {
    decode(blocks) {
      const lines: Line[] = [];
      for (const block of blocks) {
        if (block === 'too long') {
          lines.push(bad(tooLong));
          continue;
        }
        const text = tryDecode(decoder, block);
        if (text === undefined) {
          decodeEach(block, lines);
          continue;
        }
        const parts = text.split('\n');
        if (parts.at(-1) === '') parts.pop();
        for (const part of parts) lines.push(good(part));
      }
      return lines;
    },
    notes: () => [...encodingNotes(encoding), ...(crlf ? ['Windows line ends (CRLF) were accepted.'] : [])],
  };
}

function describeTooLong(maxLineBytes: number): string {
  return `the line is longer than ${(maxLineBytes / 2 ** 20).toFixed(0)} MiB`;
}

const LOOKS_UTF16 = 'the line looks like UTF-16; save the file as UTF-8';

function explainNul(text: string): string {
  return isHalfNul(text.split('\0').length - 1, text.length) ? LOOKS_UTF16 : 'the line contains NUL bytes';
}

function countNul(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0) count++;
  return count;
}

/** In UTF-16, every second byte of the ASCII that JSON is made of is NUL. */
function isHalfNul(count: number, length: number): boolean {
  return length >= 8 && count >= 0.4 * length && count <= 0.6 * length;
}

function tryDecode(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
