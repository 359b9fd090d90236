/** How a file's bytes become text, decided by its byte-order mark. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte-order mark, bytes. */
  readonly markLength: number;
}

/** Decides by the first bytes; UTF-8 when there is no mark. */
export function detectEncoding(start: Uint8Array): TextEncoding {
  const [a, b, c] = start;
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', markLength: 2 };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', markLength: 2 };
  return { name: 'utf-8', markLength: a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0 };
}

/** What to tell the user about the encoding, if anything. */
export function encodingNotes({ name, markLength }: TextEncoding): string[] {
  if (name !== 'utf-8') return ['This file is UTF-16, not UTF-8; it was converted.'];
  return markLength > 0 ? ['A UTF-8 byte-order mark was removed.'] : [];
}

/** Index just after the first line feed at or after `from`, or -1. `bytes` starts at a character's first byte. */
export function endOfLine(bytes: Uint8Array, from: number, encoding: TextEncoding): number {
  if (encoding.name === 'utf-8') return bytes.indexOf(10, from) + 1 || -1;
  const high = encoding.name === 'utf-16le' ? 1 : 0;
  for (let at = from; at + 1 < bytes.length; at += 2) {
    if (bytes[at + 1 - high] === 10 && bytes[at + high] === 0) return at + 2;
  }
  return -1;
}

/** Index just after the last line feed, or -1. */
export function endOfLastLine(bytes: Uint8Array, encoding: TextEncoding): number {
  if (encoding.name === 'utf-8') return bytes.lastIndexOf(10) + 1 || -1;
  const high = encoding.name === 'utf-16le' ? 1 : 0;
  for (let at = (bytes.length & ~1) - 2; at >= 0; at -= 2) {
    if (bytes[at + 1 - high] === 10 && bytes[at + high] === 0) return at + 2;
  }
  return -1;
}
