import type { RowDigest } from './row-digest';
import type { TrainingRow } from './training-row';

/**
 * Training rows in order, however they are kept: an array, or texts that lie in the browser's storage. Reading a row is
 * synchronous; `at` may have to decode it each time, so keep what you need of it, not the list's rows.
 */
export interface RowList extends Iterable<TrainingRow> {
  readonly length: number;
  at(index: number): TrainingRow | undefined;
  /** What `digestOf` answers, from a list that knows it without reading its texts. */
  readonly digest?: RowDigest;
}
