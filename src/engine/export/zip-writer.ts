import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Packed bytes held in memory before they are handed to the browser, which may put them on disk. */
const FLUSH_BYTES = 32 * 2 ** 20;

/** A fixed date: equal content gives an equal zip. */
const DATE = new Date(2000, 0, 1);

/** Writes a zip into a Blob, entry by entry, without ever holding it in one piece. */
export class ZipWriter {
  private readonly zip: Zip;
  private readonly blobs: Blob[] = [];
  private chunks: Uint8Array<ArrayBuffer>[] = [];
  private pending = 0;

  constructor() {
    this.zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      this.collect(chunk);
    });
  }

  /** Adds a file; `packed` compresses it, which weights don't repay. Names end in a slash for empty folders. */
  add(name: string, chunks: Iterable<Uint8Array>, packed: boolean): void {
    const entry = this.begin(name, packed);
    for (const chunk of chunks) entry.push(chunk);
    entry.push(new Uint8Array(0), true);
  }

  /** Like `add`, for chunks that let other work in between. */
  async addSlowly(name: string, chunks: AsyncIterable<Uint8Array>, packed: boolean): Promise<void> {
    const entry = this.begin(name, packed);
    for await (const chunk of chunks) entry.push(chunk);
    entry.push(new Uint8Array(0), true);
  }

  finish(): Blob {
    this.zip.end();
    this.flush();
    return new Blob(this.blobs, { type: 'application/zip' });
  }

  private begin(name: string, packed: boolean): ZipDeflate | ZipPassThrough {
    const entry = packed ? new ZipDeflate(name, { level: 6 }) : new ZipPassThrough(name);
    entry.mtime = DATE;
    this.zip.add(entry);
    return entry;
  }

  private collect(chunk: Uint8Array): void {
    // Blob takes no views of shared memory; weights are never there.
    this.chunks.push(chunk as Uint8Array<ArrayBuffer>); // see above
    this.pending += chunk.length;
    if (this.pending >= FLUSH_BYTES) this.flush();
  }

  private flush(): void {
    this.blobs.push(new Blob(this.chunks));
    this.chunks = [];
    this.pending = 0;
  }
}
