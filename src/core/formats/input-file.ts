/** A file to read, wherever it lies: the engine adapts the browser's `File` to it, tests adapt arrays. */
export interface InputFile {
  /** Path inside what the user dropped, with forward slashes; for a loose file, its name. */
  readonly path: string;
  /** Bytes that `chunks` will give (for a gzip: as its trailer says). For progress only. */
  readonly size: number;
  /** The content from its beginning; can be called again. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** The last part of the path. */
export function fileName(file: InputFile): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}
