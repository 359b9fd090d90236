import type { RowList } from '../data/row-list';
import type { TrainingRow } from '../data/training-row';
import { markedPart, plainPart, WorstExamples } from './examples';
import type { Finding } from './finding';
import { outcome } from './outcome';

/** Rows whose texts are measured: enough for a share within a percent or two. */
const MEASURED = 2000;

export interface TokenCounter {
  /** Tokens of a text as the model gets it, prompt and special tokens included. */
  readonly count: (text: string, kind: 'query' | 'passage') => number;
  readonly maxLength: number;
}

/**
 * Texts that are longer than the model reads, among evenly spaced rows: what stands behind is never seen. Null where
 * there are none.
 */
export async function findCutTexts(
  rows: RowList,
  { count, maxLength }: TokenCounter,
  pause: () => Promise<void>,
): Promise<Finding | null> {
  const step = Math.max(1, Math.ceil(rows.length / MEASURED));
  const examples = new WorstExamples();
  let [cut, all] = [0, 0];
  for (let index = 0; index < rows.length; index += step) {
    await pause();
    const row = rows.at(index);
    if (row === undefined) continue;
    for (const { label, kind, text } of textsOf(row)) {
      all++;
      const tokens = count(text, kind);
      if (tokens <= maxLength) continue;
      cut++;
      const context = label === 'query' ? [] : [plainPart('query', row.query)];
      const parts = [...context, markedPart(`${label}, ${tokens} tokens`, text)];
      examples.add(index, tokens, () => ({ text: `${tokens} tokens: ${text}`, parts }));
    }
  }
  const rowAt = (index: number): TrainingRow => {
    const row = rows.at(index);
    if (row === undefined) throw new Error(`there is no row ${index}`);
    return row;
  };
  const of = step === 1 ? '' : ` Measured on one row in ${step}.`;
  const [found] = outcome(
    {
      check: 'texts cut at the maximum length',
      severity: 'note',
      unit: 'text',
      count: cut,
      of: all,
      explanation: `The model reads the first ${maxLength} tokens of a text and nothing behind. A larger maximum length, where the model has the positions, or shorter passages help.${of}`,
      examples,
    },
    { rowAt },
  );
  return found?.finding ?? null;
}

function textsOf(row: TrainingRow) {
  const passages = [
    ...row.positives.map((text) => ({ label: 'positive', text })),
    ...row.negatives.map((text) => ({ label: 'negative', text })),
    ...(row.synthetic === undefined ? [] : [{ label: 'synthetic', text: row.synthetic.text }]),
    ...(row.cot === undefined ? [] : [{ label: 'reasoning', text: row.cot }]),
  ];
  return [
    { label: 'query', kind: 'query' as const, text: row.query },
    ...passages.map((passage) => ({ ...passage, kind: 'passage' as const })),
  ];
}
