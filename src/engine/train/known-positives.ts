import { createNumbering } from '../../core/data/numbering';
import { COT, digestOf, SYNTHETIC, VERIFIED } from '../../core/data/row-digest';
import type { RowList } from '../../core/data/row-list';

/** Which texts answer which queries, over the whole data set; all are given as `textHash`. */
export interface KnownPositives {
  answers(query: number, text: number): boolean;
}

/** More queries or passages than these are never in memory. */
const MOST_TEXTS = 2 ** 26;

/** Collects, for each query, all its positives in all its rows: none of them may serve as its negative. */
export function collectPositives(rows: RowList): KnownPositives {
  const { queries, passages, starts, positives, negatives, views } = digestOf(rows);
  const ofQueries = createNumbering();
  const ofTexts = createNumbering();
  const pairs = createNumbering();
  queries.forEach((query, row) => {
    const first = MOST_TEXTS * ofQueries.numberOf(query);
    const start = starts[row] ?? 0;
    const bits = views[row] ?? 0;
    const add = (at: number): number => pairs.numberOf(first + ofTexts.numberOf(passages[at] ?? 0));
    for (let i = 0; i < (positives[row] ?? 0); i++) add(start + i);
    const synthetic = start + (positives[row] ?? 0) + (negatives[row] ?? 0);
    if (bits & VERIFIED) add(synthetic);
    if (bits & COT) add(synthetic + (bits & SYNTHETIC ? 1 : 0));
  });
  return {
    answers(query, text) {
      const first = ofQueries.find(query);
      const second = ofTexts.find(text);
      if (first === undefined || second === undefined) return false;
      return pairs.find(MOST_TEXTS * first + second) !== undefined;
    },
  };
}
