import type { Reject } from './training-row';

/** What reading one file gave: every line is either a usable row, listed as rejected, or blank. */
export interface FileReport {
  readonly file: string;
  readonly format: string;
  /** Usable rows. */
  readonly rows: number;
  /** Rows with a query and a positive: all of them. */
  readonly pairs: number;
  /** Rows that have a negative too. */
  readonly triplets: number;
  /** The first 1,000; `rejectedCount` says how many there were. */
  readonly rejected: readonly Reject[];
  readonly rejectedCount: number;
  readonly notes: readonly string[];
}
