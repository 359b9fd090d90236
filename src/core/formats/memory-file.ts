import type { InputFile } from './input-file';

/** A file that lies in memory, given in pieces of at most `chunkSize` bytes. */
export function memoryFile(path: string, content: Uint8Array | string, chunkSize = 65536): InputFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    slice: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
    },
  };
}
