// How the texts of two groups differ: training queries and those of an evaluation, labelled and synthetic passages.
import type { EmbeddingComparison } from '../../core/distribution/compare-embeddings';
import type { LengthComparison } from '../../core/distribution/compare-lengths';
import type { VocabularyComparison } from '../../core/distribution/compare-vocabularies';
import type { TextGroup } from '../../core/distribution/text-group';
import type { Settings } from '../../core/settings/settings';

export interface CompareRequest {
  readonly groups: readonly [TextGroup, TextGroup];
  readonly settings: Settings;
}

export interface ComparedGroup {
  readonly name: string;
  /** Different texts, and those of them that were compared. */
  readonly distinct: number;
  readonly compared: number;
}

export interface GroupComparison {
  readonly groups: readonly [ComparedGroup, ComparedGroup];
  readonly words: LengthComparison;
  /** Null without an open model, as are the embeddings. */
  readonly tokens: LengthComparison | null;
  readonly vocabulary: VocabularyComparison;
  /** Of the model as it was opened, not as it was trained. */
  readonly embeddings: EmbeddingComparison | null;
}
