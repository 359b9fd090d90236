import type { TrainingRow } from '../../data/training-row';

/** Rows as JSON Lines, one line for each with all it has: read again, they are the same rows. */
export function* nTupleLines(rows: Iterable<TrainingRow>): Generator<string> {
  for (const { queryId, query, positiveIds, positives, negatives, synthetic, cot, paradigm } of rows) {
    const line = {
      query_id: queryId,
      query,
      positive_ids: positiveIds,
      positives,
      negatives,
      synthetic_positive: synthetic?.text,
      verified: synthetic?.verified,
      cot,
      paradigm,
    };
    yield `${JSON.stringify(line)}\n`;
  }
}
