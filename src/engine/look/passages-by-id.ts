import type { Passage } from '../../core/data/eval-set';

const known = new WeakMap<readonly Passage[], ReadonlyMap<string, Passage>>();

/** A corpus by the ids of its passages; made once for each corpus, as long as it is there. */
export function passagesById(corpus: readonly Passage[]): ReadonlyMap<string, Passage> {
  const made = known.get(corpus) ?? new Map(corpus.map((passage) => [passage.id, passage]));
  known.set(corpus, made);
  return made;
}
