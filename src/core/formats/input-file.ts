/** A file to read, wherever it lies: the engine adapts the browser's `File` to it, tests adapt arrays. */
export interface InputFile {
  /**
   * Path inside what the user dropped, with forward slashes; for a loose file, its name. Archives keep their names
   * in it (`beir.zip/corpus.jsonl`, `rows.jsonl.gz`), so that a message names what the user has.
   */
  readonly path: string;
  /** Bytes that `chunks` will give (for a gzip: as its trailer says). For progress only. */
  readonly size: number;
  /** The content comes out of an archive, so that it may be far larger than what the user gave. */
  readonly packed?: true;
  /** The content from its beginning; can be called again. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` up to but not including `end`, where any part can be read without those before it. */
  readonly slice?: (start: number, end: number) => Promise<Uint8Array>;
}

/** The last part of the path, without the .gz of a packed file. */
export function fileName(file: InputFile): string {
  return withoutGz(file.path.slice(file.path.lastIndexOf('/') + 1));
}

export function withoutGz(path: string): string {
  return path.replace(/\.gz$/i, '');
}
