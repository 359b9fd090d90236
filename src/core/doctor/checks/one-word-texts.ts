import type { TrainingRow } from '../../data/training-row';
import type { Check } from '../check';
import { markedPart, plainPart, WorstExamples } from '../examples';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';

/** Scripts that put no spaces between words: one run of letters there is a sentence, not a word. */
const UNSPACED =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** Longer texts are not looked at: nobody's single word is that long. */
const LONGEST_WORD = 100;

/** Texts of one word, or of none: signs without a letter or digit. */
export function oneWordTexts(): Check {
  const examples = new WorstExamples();
  const does = new Remedy();
  let [count, all] = [0, 0];
  const show =
    (label: 'query' | 'positive' | 'negative', at: number) =>
    (row: TrainingRow): { text: string; parts: ReturnType<typeof markedPart>[] } => {
      const text =
        label === 'query' ? row.query : ((label === 'positive' ? row.positives : row.negatives)[at] ?? '');
      const context = label === 'query' ? [] : [plainPart('query', row.query)];
      const answer = label === 'query' ? [plainPart('positive', row.positives[0] ?? '')] : [];
      return { text, parts: [...context, markedPart(label, text), ...answer] };
    };
  return {
    visit({ row, index }) {
      all += 1 + row.positives.length + row.negatives.length;
      if (isOneWord(row.query)) {
        count++;
        does.rows.push(index);
        examples.add(index, -row.query.length, show('query', 0));
      }
      for (const part of ['positive', 'negative'] as const) {
        const texts = part === 'positive' ? row.positives : row.negatives;
        texts.forEach((text, at) => {
          if (!isOneWord(text)) return;
          count++;
          does.leaveOutText(index, part, at);
          examples.add(index, -text.length, show(part, at));
        });
      }
    },
    finish: (closing) =>
      outcome(
        {
          check: 'texts of one word',
          severity: 'note',
          unit: 'text',
          count,
          of: all,
          explanation:
            'Such texts say little, and many passages fit such a query. A row is left out where it is the query or the only positive.',
          examples,
          fix: { name: 'one-word-texts', does },
        },
        closing,
      ),
  };
}

function isOneWord(text: string): boolean {
  if (text.length > LONGEST_WORD || (UNSPACED.test(text) && text.trim().length > 2)) return false;
  return text.split(/\s+/u).filter((word) => LETTER_OR_DIGIT.test(word)).length < 2;
}
