import type { Check } from '../check';
import { markedPart, plainPart, WorstExamples } from '../examples';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';

/** Negatives that are the same text as a positive of their row. */
export function negativeEqualsPositive(): Check {
  const examples = new WorstExamples();
  const does = new Remedy();
  let [count, all] = [0, 0];
  return {
    visit({ index, positives, negatives }) {
      all += negatives.length;
      negatives.forEach((negative, at) => {
        if (!positives.includes(negative)) return;
        count++;
        does.leaveOutText(index, 'negative', at);
        examples.add(index, 0, (row) => {
          const text = row.negatives[at] ?? '';
          const positive = row.positives[positives.indexOf(negative)] ?? '';
          const parts = [
            plainPart('query', row.query),
            markedPart('positive', positive),
            markedPart('negative', text),
          ];
          return { text, parts };
        });
      });
    },
    finish: (closing) =>
      outcome(
        {
          check: 'negative equals positive',
          severity: 'error',
          unit: 'text',
          count,
          of: all,
          explanation: 'Training would push the passage away from the query and pull it closer at once.',
          examples,
          fix: { name: 'equal-negatives', does },
        },
        closing,
      ),
  };
}
