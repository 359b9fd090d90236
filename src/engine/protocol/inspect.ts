// What lies behind the figures: questions one by one, their rankings, and a search of one's own.
import type { Settings } from '../../core/settings/settings';

/** Whose rankings are looked into: those of the last run, or of the last evaluation without training. */
export type Occasion = 'run' | 'evaluation';

/** BM25, the untouched model, and the trained (or evaluated) one. */
export type SystemName = 'bm25' | 'before' | 'after';

export interface QuestionsRequest {
  readonly of: Occasion;
  /** Name of the evaluation set. */
  readonly set: string;
  /** One of the reported metrics, such as `nDCG@10`. */
  readonly metric: string;
}

/** A metric's value for each question of a set; all lists have one entry a question, in the set's order. */
export interface QuestionsReport extends QuestionsRequest {
  /** Every metric that can be asked for. */
  readonly metrics: readonly string[];
  readonly ids: readonly string[];
  readonly texts: readonly string[];
  readonly bm25: Float64Array;
  /** Null after an evaluation without training. */
  readonly before: Float64Array | null;
  readonly after: Float64Array;
  /** 1 where the first passage is relevant, else 0. */
  readonly firstBefore: Uint8Array | null;
  readonly firstAfter: Uint8Array;
}

export interface RankingsRequest {
  readonly of: Occasion;
  readonly set: string;
  /** Id of the query. */
  readonly query: string;
}

/** Where a system ranks a passage. */
export interface Place {
  /** From 1. */
  readonly rank: number;
  readonly score: number;
}

export interface InspectedPassage {
  readonly id: string;
  readonly title: string;
  /** Null for a judged passage that is not in the corpus. */
  readonly text: string | null;
  /** Null where nobody judged it for this query. */
  readonly grade: number | null;
  /** Without an entry for a system that has it below its first `depth`. */
  readonly places: Partial<Readonly<Record<SystemName, Place>>>;
}

/** Rankings of one query side by side. */
export interface Comparison {
  readonly query: string;
  /** Those compared, in this order. */
  readonly systems: readonly SystemName[];
  /** Passages listed for each system. */
  readonly listed: number;
  /** Ranks are known up to here. */
  readonly depth: number;
  /** Lowest grade that counts as relevant. */
  readonly relevanceLevel: number;
  /** Every passage that some system lists, and the relevant ones that none does. */
  readonly passages: readonly InspectedPassage[];
  /** Relevant passages left out, because there are very many. */
  readonly relevantLeftOut: number;
}

export interface RankingsReport extends Comparison {
  readonly id: string;
}

/** What the corpus of an evaluation set is searched for. */
export interface SearchRequest {
  readonly set: string;
  readonly query: string;
  readonly settings: Settings;
}

export interface SearchReport extends Comparison {
  readonly set: string;
  readonly corpusSize: number;
  /** Milliseconds to embed the query (none for BM25) and to search all passages. */
  readonly times: readonly {
    readonly system: SystemName;
    readonly embed: number | null;
    readonly search: number;
  }[];
  /** Bytes of the embeddings that are kept for the next search. */
  readonly indexBytes: number;
}

/** Sets that can be searched now, with questions of theirs to start from. */
export interface SearchableSet {
  readonly name: string;
  readonly passages: number;
  readonly examples: readonly string[];
}
