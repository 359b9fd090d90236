// Hard negatives by the current model.
import type { MiningFigures } from '../../core/mining/mining-figures';
import type { Fate } from '../../core/mining/select-negatives';
import type { Settings } from '../../core/settings/settings';

/** Which rows are shown as examples: from the first, or from the first that got fewer negatives than wanted. */
export interface MiningExamplesRequest {
  readonly which: 'all' | 'fewer';
  /** How many such rows to leave out before the first one shown. */
  readonly from: number;
}

export interface MiningCandidate {
  /** From 1, among those that are no known answer; null for an answer. */
  readonly rank: number | null;
  readonly score: number;
  readonly fate: Fate;
  /** The beginning of a long one. */
  readonly text: string;
}

export interface MiningExample {
  readonly file: string;
  readonly line: number;
  readonly query: string;
  readonly answers: readonly string[];
  /** Of the answers, the lowest. */
  readonly score: number;
  /** The score above which a candidate is too close to the answer; null for no limit. */
  readonly limit: number | null;
  /** Best first, down to a little below the last one kept. */
  readonly candidates: readonly MiningCandidate[];
}

/** What these settings would take of what was ranked. */
export interface MiningPreview {
  readonly figures: MiningFigures;
  readonly examples: {
    readonly which: MiningExamplesRequest['which'];
    readonly from: number;
    /** Rows that could be shown. */
    readonly total: number;
    readonly rows: readonly MiningExample[];
  };
  /** Whether the settings ask for ranks below those that were looked at. */
  readonly tooDeep: boolean;
}

/** What was ranked, and by what. */
export interface MiningReport {
  /** Name of the corpus, as the setting has it. */
  readonly corpus: string;
  readonly passages: number;
  readonly queries: number;
  readonly rows: number;
  /** Ranks were looked at down to here. */
  readonly depth: number;
  readonly model: string;
  /** Step of the run that made the weights; null for the opened model. */
  readonly step: number | null;
  readonly seconds: number;
  readonly notes: readonly string[];
  readonly preview: MiningPreview;
}

export interface MiningPreviewRequest {
  readonly settings: Settings;
  readonly examples: MiningExamplesRequest;
}

/** The rows with their negatives, whole or in a form for other tools, or the figures as mining.json. */
export type MinedForm = 'n-tuples' | 'flag-embedding' | 'report';
