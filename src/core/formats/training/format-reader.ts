import type { TrainingRow } from '../../data/training-row';

/** A JSON object, its values unchecked. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A row without its place, and remarks on it that the file's report sums up. */
export interface ParsedRow extends Omit<TrainingRow, 'file' | 'line'> {
  readonly remarks: readonly string[];
}

/** Why an object is no row of the format. */
export interface Unreadable {
  readonly reason: string;
  /** The object is laid out in another way (not merely faulty). */
  readonly otherLayout?: true;
}

/** One training format. A new format is one more of these in `FORMAT_READERS`. */
export interface FormatReader {
  /** Name in the file's report. */
  readonly name: string;
  /** The keys it reads, for messages. */
  readonly keys: string;
  /**
   * How many of a file's first rows are laid out in this format, faulty or not. The file is read by the reader
   * with the highest number; on a tie by the earlier one.
   */
  recognise(sample: readonly Fields[]): number;
  read(row: Fields): ParsedRow | Unreadable;
}
