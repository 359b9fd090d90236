import type { TrainingRow } from '../../data/training-row';

/** Rows as FlagEmbedding reads them, JSON Lines: query, pos, neg. */
export function* flagEmbeddingLines(rows: Iterable<TrainingRow>): Generator<string> {
  for (const { query, positives, negatives } of rows)
    yield `${JSON.stringify({ query, pos: positives, neg: negatives })}\n`;
}
