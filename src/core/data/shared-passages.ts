import { textKey } from '../text/text-key';
import type { Passage } from './eval-set';
import type { TrainingRow } from './training-row';

/** The rows with a labelled positive that also stands in a corpus, with or without its title. */
export function sharedPassages(rows: readonly TrainingRow[], corpus: readonly Passage[]): TrainingRow[] {
  const known = new Set<string>();
  for (const { title, text } of corpus) {
    if (text !== '') known.add(textKey(text));
    if (title !== '') known.add(textKey(`${title} ${text}`));
  }
  return rows.filter((row) => row.positives.some((positive) => known.has(textKey(positive))));
}
