import { createDigestBuilder, rememberDigest } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';
import type { RowSink } from '../../core/data/row-sink';
import type { TrainingRow } from '../../core/data/training-row';
import { nextTask } from '../next-task';
import { textLength } from './row-codec';
import { megabytes, openScratchFile, StorageError, type ScratchFile } from './scratch-file';
import { createRowWriter, type RowWriter } from './stored-rows';

/** Characters of text above which rows leave the memory. */
const SPILL_ABOVE = 200e6;
/** What stays in memory where there is no storage: beyond this the tab would crash. */
const MOST_IN_MEMORY = 800e6;
/** Rows moved to the file between two looks at the abort signal. */
const AT_ONCE = 2000;

export interface SpillOptions {
  /** Bytes of the files to be read, which tell about what storage must have room for. */
  readonly expected: number;
  readonly signal: AbortSignal;
  readonly spillAbove?: number;
  readonly mostInMemory?: number;
  /** Opens the file; tests open others. */
  readonly open?: (expected: number) => Promise<ScratchFile>;
}

/**
 * Keeps rows in memory up to 200 million characters, and past that in a file of the browser's storage. Where there is
 * no storage, or too little, they stay in memory as long as they fit.
 */
export class SpillingSink implements RowSink {
  readonly #options: Required<SpillOptions>;
  readonly #digest = createDigestBuilder();
  #rows: TrainingRow[] = [];
  #text = 0;
  #length = 0;
  #file: ScratchFile | null = null;
  #writer: RowWriter | null = null;
  /** Why there is no storage. */
  #refusal: string | null = null;

  constructor(options: SpillOptions) {
    this.#options = {
      spillAbove: SPILL_ABOVE,
      mostInMemory: MOST_IN_MEMORY,
      open: openScratchFile,
      ...options,
    };
  }

  get length(): number {
    return this.#length;
  }

  add(row: TrainingRow): void {
    this.#length++;
    this.#text += textLength(row);
    this.#digest.add(row);
    if (this.#writer) this.#write(this.#writer, row);
    else this.#rows.push(row);
  }

  async settle(): Promise<void> {
    if (this.#writer !== null || this.#text <= this.#options.spillAbove) return;
    if (this.#refusal === null) await this.#spill();
    if (this.#refusal !== null && this.#text > this.#options.mostInMemory)
      throw new StorageError(
        `The texts need the browser's storage, because they take more than ${megabytes(this.#options.mostInMemory)} ` +
          `of memory. It cannot be used: ${this.#refusal}. Free some space, or give fewer rows.`,
      );
  }

  async finish(): Promise<RowList> {
    await this.settle();
    const digest = this.#digest.finish();
    if (this.#writer) return this.#guarded(this.#writer, (writer) => writer.finish(digest));
    rememberDigest(this.#rows, digest);
    return this.#rows;
  }

  async discard(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.remove();
  }

  notes(): string[] {
    if (this.#file)
      return [
        `These rows hold ${megabytes(this.#file.size)} of text. It lies in a temporary file of this browser, which is ` +
          'deleted when other data are opened, or at the next visit.',
      ];
    if (this.#refusal === null) return [];
    return [
      `These rows hold ${megabytes(this.#text)} of text, all in memory, because the browser's storage cannot be used: ` +
        `${this.#refusal}.`,
    ];
  }

  async #spill(): Promise<void> {
    try {
      this.#file = await this.#options.open(Math.max(this.#options.expected, this.#text));
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#refusal = error.message;
      return;
    }
    const writer = createRowWriter(this.#file);
    for (let at = 0; at < this.#rows.length; at += AT_ONCE) {
      for (const row of this.#rows.slice(at, at + AT_ONCE)) this.#write(writer, row);
      await nextTask();
      this.#options.signal.throwIfAborted();
    }
    this.#rows = [];
    this.#writer = writer;
  }

  #write(writer: RowWriter, row: TrainingRow): void {
    this.#guarded(writer, () => {
      writer.add(row);
    });
  }

  #guarded<T>(writer: RowWriter, work: (writer: RowWriter) => T): T {
    try {
      return work(writer);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      const [done, needed] = [megabytes(this.#file?.size ?? 0), megabytes(this.#options.expected)];
      throw new StorageError(
        `The rows could not be kept in the browser's storage: ${error.message}, after ${done} of about ${needed}. ` +
          'Free some space, or give fewer rows.',
      );
    }
  }
}
