import type { SetRole } from '../data/set-role';

/** BM25 and the model before any training are measured once: they have no seed. */
export const BASELINE_RUNS = ['bm25', 'untouched'] as const;

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
  /** What training and measuring took. */
  readonly seconds: number;
  /** Steps trained, and the step whose weights were measured. */
  readonly steps: number;
  readonly bestStep: number;
  /** The primary set first. */
  readonly sets: readonly CellSet[];
}
