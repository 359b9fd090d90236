import type { InputFile } from '../../core/formats/input-file';

/** Bytes read at a time: large enough for speed, small enough to stay out of the way. */
const CHUNK = 1 << 20;

/** A browser's File as the readers of core want it. A dropped folder's path, where the browser gives one. */
export function inputFile(file: File): InputFile {
  return {
    path: file.webkitRelativePath || file.name,
    size: file.size,
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    async *chunks() {
      for (let at = 0; at < file.size; at += CHUNK) {
        yield new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
      }
    },
  };
}
