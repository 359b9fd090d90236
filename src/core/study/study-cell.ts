import type { SetRole } from '../data/set-role';

/** BM25 and the model before any training are measured once: they have no seed. */
export const BASELINE_RUNS = ['bm25', 'untouched'] as const;

export type BaselineRun = (typeof BASELINE_RUNS)[number];

export const BASELINE_NAMES: Readonly<Record<BaselineRun, string>> = {
  bm25: 'BM25',
  untouched: 'Untouched model',
};

/** Figures of one evaluation set. */
export interface CellSet {
  readonly name: string;
  readonly split: string;
  readonly role: SetRole;
  readonly passages: number;
  /** Fingerprint of queries, judgements and corpus. */
  readonly questions: string;
  /** The headline metric of each query, in the order of the set. */
  readonly values: readonly number[];
}

/** A run with one seed, trained and measured: what a study stores, and does not compute twice. */
export interface StudyCell {
  /** Fingerprint of everything that decides the figures. */
  readonly key: string;
  /** The id of the run in the study, or one of `BASELINE_RUNS`. */
  readonly run: string;
  /** Null for a baseline. */
  readonly seed: number | null;
  /** Such as `nDCG@10`. */
  readonly metric: string;
  /** What training, alignment and measuring took, also where the training was that of the cell before. */
  readonly seconds: number;
  /** Rows of an epoch of the training; 0 for a baseline. */
  readonly rows: number;
  /** Steps of training and alignment together, and the one of them whose weights were measured. */
  readonly steps: number;
  readonly bestStep: number;
  /** What was said on the way that belongs into the record. */
  readonly notes: readonly string[];
  /** The primary set first. */
  readonly sets: readonly CellSet[];
}
