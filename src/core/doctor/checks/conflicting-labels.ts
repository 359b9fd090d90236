import type { Check } from '../check';
import { markedPart, plainPart, WorstExamples } from '../examples';
import { NumberTable } from '../number-table';
import { outcome } from '../outcome';
import { pairHash } from '../pair-hash';
import { Remedy } from '../remedy';

/** Query-passage pairs that one row calls right and another row wrong. */
export function conflictingLabels(): Check {
  const right = new NumberTable();
  const wrong: { pairs: number[]; rows: number[]; places: number[] } = { pairs: [], rows: [], places: [] };
  return {
    visit({ index, query, positives, negatives }) {
      for (const positive of positives) right.enter(pairHash(query, positive), index);
      negatives.forEach((negative, at) => {
        if (positives.includes(negative)) return; // a finding of its own
        wrong.pairs.push(pairHash(query, negative));
        wrong.rows.push(index);
        wrong.places.push(at);
      });
    },
    async finish(closing) {
      const examples = new WorstExamples();
      const does = new Remedy();
      let count = 0;
      for (const [i, pair] of wrong.pairs.entries()) {
        if (i % 10_000 === 0) await closing.pause();
        const other = right.get(pair);
        if (other === undefined) continue;
        count++;
        const [index = 0, at = 0] = [wrong.rows[i], wrong.places[i]];
        does.leaveOutText(index, 'negative', at);
        examples.add(index, 0, (row) => {
          const { file, line } = closing.rowAt(other);
          const text = row.negatives[at] ?? '';
          const place = `positive of ${file}:${line}`;
          return {
            text: `the negative is the positive of ${file}:${line}: ${text}`,
            parts: [plainPart('query', row.query), markedPart('negative', text, place)],
          };
        });
      }
      return outcome(
        {
          check: 'conflicting labels',
          severity: 'error',
          unit: 'text',
          count,
          of: wrong.pairs.length,
          explanation: 'One row calls the passage an answer to the query, another calls it a wrong one.',
          examples,
          fix: { name: 'conflicting-negatives', does },
        },
        closing,
      );
    },
  };
}
