import { createDigestBuilder, rememberDigest } from './row-digest';
import type { RowList } from './row-list';
import type { TrainingRow } from './training-row';

/** Takes training rows while they are read and gives them back as a list. */
export interface RowSink {
  readonly length: number;
  add(row: TrainingRow): void;
  /** To be awaited now and then between rows: writes out what should not stay in memory. */
  settle(): Promise<void>;
  /** All rows, in order; nothing may be added afterwards. */
  finish(): Promise<RowList>;
  /** Gives back what the rows take outside of memory; they cannot be read afterwards. */
  discard(): Promise<void>;
  /** How the rows are kept, where that is worth a remark; complete once finished. */
  notes(): string[];
}

/** Keeps the rows in memory. */
export function createMemorySink(): RowSink {
  const rows: TrainingRow[] = [];
  const digest = createDigestBuilder();
  return {
    get length() {
      return rows.length;
    },
    add(row) {
      rows.push(row);
      digest.add(row);
    },
    settle: () => Promise.resolve(),
    finish() {
      rememberDigest(rows, digest.finish());
      return Promise.resolve(rows);
    },
    discard: () => Promise.resolve(),
    notes: () => [],
  };
}
