import type { Check } from '../check';
import { markedPart, WorstExamples } from '../examples';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';

/** Rows of which a positive is the query itself. */
export function queryEqualsPositive(): Check {
  const examples = new WorstExamples();
  const does = new Remedy();
  let count = 0;
  return {
    visit({ index, query, positives }) {
      if (!positives.includes(query)) return;
      count++;
      positives.forEach((positive, at) => {
        if (positive === query) does.leaveOutText(index, 'positive', at);
      });
      examples.add(index, 0, (row) => ({
        text: row.query,
        parts: [
          markedPart('query', row.query),
          markedPart('positive', row.positives[positives.indexOf(query)] ?? ''),
        ],
      }));
    },
    finish: (closing) =>
      outcome(
        {
          check: 'query equals positive',
          severity: 'warning',
          unit: 'row',
          count,
          of: closing.rows,
          explanation:
            'Nothing is learned from finding a text by itself. A row whose only positive this is, is left out.',
          examples,
          fix: { name: 'equal-positives', does },
        },
        closing,
      ),
  };
}
