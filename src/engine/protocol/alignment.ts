// Preferences, and the training on them.
import type { AlignmentCounts, AlignmentPlan } from '../../core/alignment/plan-alignment';
import type { FileReport } from '../../core/data/file-report';
import type { Delta } from '../../core/significance/delta';
import type { Interval } from '../../core/significance/interval';
import type { TestSet } from './results';

/** The preferences that an alignment would train on, under the settings and beside what is open now. */
export interface PreferencesReport {
  /** Those they were read from, with what was left out of each; empty where they were judged here. */
  readonly files: readonly FileReport[];
  readonly counts: AlignmentCounts;
  readonly examples: AlignmentPlan['examples'];
  /** The first rows, their passages best first. */
  readonly preview: readonly { readonly query: string; readonly passages: readonly string[] }[];
}

/** The headline metric on one evaluation set, stage by stage. */
export interface AlignedSet {
  readonly testSet: TestSet;
  /** Null where the session has no figures of the untouched model on the same questions. */
  readonly untouched: Interval | null;
  readonly distilled: Interval;
  readonly aligned: Interval;
  /** Aligned minus untouched; the result of the run has aligned minus distilled. */
  readonly overall: Delta | null;
}

export interface AlignmentFigures {
  /** Whether the run began with weights that were trained here before; else with the opened ones. */
  readonly distilled: boolean;
  readonly counts: AlignmentCounts;
  /** The primary set first. */
  readonly sets: readonly AlignedSet[];
  /** p of `overall` after Holm's correction, of the sets that have it. */
  readonly overallP: readonly number[];
}

/** Which of two trained models is used: the one before the alignment, or the one after it. */
export type AlignmentStage = 'distilled' | 'aligned';
