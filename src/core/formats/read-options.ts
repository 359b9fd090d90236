/** Options of everything that reads files. */
export interface ReadOptions {
  /** Aborting makes the reader throw the signal's reason (an AbortError) within some 50 ms. */
  readonly signal?: AbortSignal;
  /** Bytes read so far and in all. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}
