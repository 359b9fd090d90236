import { textKey } from '../text/text-key';
import type { Passage } from './eval-set';
import type { TrainingRow } from './training-row';

/** The distinct passages of training rows, as a corpus to rank. */
export interface PassagePool {
  readonly corpus: readonly Passage[];
  /** Id of a passage of the pool, by its text. */
  idOf(text: string): string | undefined;
}

/**
 * Collects labelled positives and negatives, one per `textKey`, in the order of the rows; ids are those of the
 * file where it gives them, else p1, p2, ....
 *
 * Synthetic positives and chains of thought are left out: an LLM wrote them for one query, so most do answer
 * it. As relevant passages they would make the ranking easy, as unjudged ones they would punish a model for
 * finding them, and in use neither stands in the corpus.
 */
export function poolPassages(rows: readonly TrainingRow[]): PassagePool {
  const idOfKey = new Map<string, string>();
  const taken = new Set<string>();
  const corpus: Passage[] = [];
  const add = (text: string, wanted: string | undefined): void => {
    const key = textKey(text);
    if (idOfKey.has(key)) return;
    let id = wanted;
    for (let n = corpus.length + 1; id === undefined || taken.has(id); n++) id = `p${n}`;
    idOfKey.set(key, id);
    taken.add(id);
    corpus.push({ id, title: '', text });
  };
  for (const row of rows) {
    row.positives.forEach((text, i) => add(text, row.positiveIds?.[i]));
    for (const text of row.negatives) add(text, undefined);
  }
  return { corpus, idOf: (text) => idOfKey.get(textKey(text)) };
}
