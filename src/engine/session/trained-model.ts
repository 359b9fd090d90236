import type { Numbering } from '../../core/data/numbering';
import type { ChecksSummary } from '../../core/doctor/checks-summary';
import type { Settings } from '../../core/settings/settings';
import type { HostTensor } from '../model/weights';
import type { RunResult } from '../protocol/results';

/** What a run made: the weights and all that belongs to them, so that an export never mixes two runs. */
export interface TrainedModel {
  /** The trained weights, over those of the opened model. */
  readonly weights: ReadonlyMap<string, HostTensor>;
  /** The step whose weights these are. */
  readonly step: number;
  readonly settings: Settings;
  /** Null for a run that was cancelled or broke. */
  readonly result: RunResult | null;
  readonly data: RunData;
  /** Of an alignment: what it began with; null: the opened weights. */
  readonly before?: TrainedModel | null;
}

/** Hashes of queries, see `textHash`. */
export type SeenQueries = Pick<Numbering, 'find'>;

/** What a run was trained on. */
export interface RunData {
  readonly files: readonly { readonly name: string; readonly rows: number }[];
  /** What the checks found in them, and what was done about it. */
  readonly checks: ChecksSummary;
  /** Rows trained on, and their fingerprint (empty where the browser cannot hash). */
  readonly rows: number;
  readonly hash: string;
  /** The queries that training or the choice of the best weights has seen. */
  readonly seenQueries: SeenQueries;
  /** Of those, the ones that were trained on. */
  readonly trainedQueries: SeenQueries;
}
