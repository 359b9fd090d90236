import type { Check } from '../check';
import { markedPart, plainPart, WorstExamples } from '../examples';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';

/** Synthetic passages that failed their verification. */
export function unverified(): Check {
  const examples = new WorstExamples();
  const does = new Remedy();
  let [count, all] = [0, 0];
  return {
    visit({ row, index }) {
      if (row.synthetic === undefined) return;
      all++;
      if (row.synthetic.verified) return;
      count++;
      does.leaveOutText(index, 'synthetic', 0);
      examples.add(index, 0, ({ query, positives, synthetic }) => ({
        text: synthetic?.text ?? '',
        parts: [
          plainPart('query', query),
          plainPart('positive', positives[0] ?? ''),
          markedPart('synthetic, verified: false', synthetic?.text ?? ''),
        ],
      }));
    },
    finish: (closing) =>
      outcome(
        {
          check: 'synthetic passages that are not verified',
          severity: 'note',
          unit: 'text',
          count,
          of: all,
          explanation:
            'They are never used as positives. The losses that use synthetic passages take them as hard negatives; among the negatives, every loss does.',
          examples,
          fix: { name: 'unverified', does },
        },
        closing,
      ),
  };
}
