import type { Check } from '../check';
import { markedPart, plainPart, WorstExamples } from '../examples';
import { NumberTable } from '../number-table';
import { outcome } from '../outcome';

const REPORTED = -1;

/** Queries with several different positives, in one row or in several. */
export function severalPositives(): Check {
  /** Query to the row it first stood in; `REPORTED` once it is counted. */
  const first = new NumberTable();
  const positiveOf: number[] = [];
  const found: { readonly index: number; readonly earlier: number }[] = [];
  let count = 0;
  return {
    visit({ index, query, positives }) {
      positiveOf.push(positives[0] ?? 0);
      const earlier = first.enter(query, index) ?? index;
      if (earlier === REPORTED) return;
      if (positives.every((positive) => positive === positiveOf[earlier])) return;
      first.set(query, REPORTED);
      if (count++ < 5) found.push({ index, earlier });
    },
    finish(closing) {
      const examples = new WorstExamples();
      for (const { index, earlier } of found) {
        const { file, line, positives } = closing.rowAt(earlier);
        const others = earlier === index ? [] : positives.slice(0, 1);
        examples.add(index, 0, (row) => ({
          text: row.query,
          parts: [
            plainPart('query', row.query),
            ...row.positives.slice(0, 3).map((text) => markedPart('positive', text)),
            ...others.map((text) => markedPart('positive', text, `${file}:${line}`)),
          ],
        }));
      }
      return outcome(
        {
          check: 'queries with several positives',
          severity: 'note',
          unit: 'query',
          count,
          of: first.size,
          explanation:
            'All of them are trained on. Rows of one query meet in no batch as far as the data allow, and with "Mask false negatives" an answer to a query is never its negative.',
          examples,
        },
        closing,
      );
    },
  };
}
