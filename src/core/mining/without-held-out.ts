import type { EvalSet, Passage } from '../data/eval-set';
import { createNumbering } from '../data/numbering';
import { digestOf } from '../data/row-digest';
import type { RowList } from '../data/row-list';
import { passageText } from '../formats/beir/read-beir-training';
import { textHash } from '../text/text-hash';

/**
 * Leaves out the passages that answer questions held out of training and stand in no training row, with their title or
 * without it: training would else meet the very passages that it is measured with. Gives the list itself where there
 * are none.
 */
export function withoutHeldOut(
  passages: readonly Passage[],
  heldOut: readonly EvalSet[],
  train: RowList,
): readonly Passage[] {
  if (heldOut.length === 0) return passages;
  const trained = createNumbering();
  for (const hash of digestOf(train).passages) trained.numberOf(hash);
  const unmet = createNumbering();
  for (const { corpus, qrels } of heldOut) {
    const answers = new Set([...qrels.values()].flatMap((grades) => [...grades.keys()]));
    for (const { id, text } of corpus) {
      const hash = answers.has(id) ? textHash(text) : undefined;
      if (hash !== undefined && trained.find(hash) === undefined) unmet.numberOf(hash);
    }
  }
  const left = passages.filter((passage) =>
    [passageText(passage), passage.text].every((text) => unmet.find(textHash(text)) === undefined),
  );
  return left.length === passages.length ? passages : left;
}
