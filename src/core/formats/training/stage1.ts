import { explainLayout } from './explain-layout';
import type { Fields, FormatReader } from './format-reader';
import { rowIds } from './row-ids';
import { rowViews } from './row-views';
import { readText } from './text-field';
import { usefulNegative } from './useful-negative';

const KEYS = 'query, positive, synthetic_positive, cot, negative';
const isLaidOut = (row: Fields): boolean => 'query' in row && 'positive' in row;

/**
 * Rows of Syntriever's stage 1: a labelled pair with an LLM's views of it (a synthetic positive, a chain of
 * thought, a hard negative), each of which may be absent. `verified: false` marks a synthetic positive that
 * failed the LLM's own check; absent means that it passed.
 */
export const stage1Reader: FormatReader = {
  name: 'stage-1',
  keys: KEYS,
  recognise(sample) {
    const hasViews = sample.some((row) => isLaidOut(row) && ('synthetic_positive' in row || 'cot' in row));
    return hasViews ? sample.filter(isLaidOut).length : 0;
  },
  read(row) {
    if (!isLaidOut(row)) return explainLayout(row, KEYS);
    const query = readText(row, 'query');
    if ('fault' in query) return { reason: query.fault };
    const positive = readText(row, 'positive');
    if ('fault' in positive) return { reason: positive.fault };
    const positives = [positive.text];
    const remarks: string[] = [];
    const negative = usefulNegative(row['negative'], 'negative', positives);
    if ('remark' in negative) remarks.push(negative.remark);
    return {
      ...rowIds(row),
      query: query.text,
      positives,
      negatives: 'text' in negative ? [negative.text] : [],
      ...rowViews(row, remarks),
      remarks,
    };
  },
};
