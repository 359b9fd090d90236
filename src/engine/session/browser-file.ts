import type { InputFile } from '../../core/formats/input-file';

/** Bytes read at a time: large enough for speed, small enough to stay out of the way. */
const CHUNK = 1 << 20;

/** A browser's File as the readers of core want it. A dropped folder's path, where the browser gives one. */
export function inputFile(file: File): InputFile {
  const read = async (start: number, end: number): Promise<Uint8Array> =>
    new Uint8Array(await file.slice(start, end).arrayBuffer());
  return {
    path: file.webkitRelativePath || file.name,
    size: file.size,
    slice: read,
    async *chunks() {
      let next = read(0, CHUNK);
      for (let at = 0; at < file.size; at += CHUNK) {
        const chunk = await next;
        // The next chunk comes from the disk while this one is worked on. Who waits for it hears of its failure.
        next = read(at + CHUNK, at + 2 * CHUNK);
        next.catch(() => undefined);
        yield chunk;
      }
    },
  };
}
