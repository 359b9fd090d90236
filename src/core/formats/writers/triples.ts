import type { TrainingRow } from '../../data/training-row';

/**
 * Rows as JSON Lines under query, positive, negative: one line for each positive with each negative, or without a
 * negative for a pair. Ids and the views of stage 1 go with each line.
 */
export function* triplesLines(rows: Iterable<TrainingRow>): Generator<string> {
  for (const row of rows) {
    const negatives = row.negatives.length === 0 ? [undefined] : row.negatives;
    for (const [at, positive] of row.positives.entries()) {
      for (const negative of negatives) {
        const line = {
          query_id: row.queryId,
          query: row.query,
          positive_id: row.positiveIds?.[at],
          positive,
          negative,
          synthetic_positive: row.synthetic?.text,
          verified: row.synthetic?.verified,
          cot: row.cot,
          paradigm: row.paradigm,
        };
        yield `${JSON.stringify(line)}\n`;
      }
    }
  }
}
