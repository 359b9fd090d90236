import { createContentWords } from './content-words';

/** Texts are taken for paraphrases from this share of common content words on, ... */
const ALIKE = 0.8;
/** ... where they have at least so many. */
const FEWEST = 3;

/** Finds the text of a list that is about the same words as another text, in whatever order and form. */
export interface ParaphraseIndex {
  find(text: string): { readonly at: number; readonly similarity: number } | undefined;
}

/**
 * Exact: two sets with a Jaccard similarity of at least 0.8 share one of their rarest words (the prefix filter of
 * set-similarity joins), so only texts that share one are compared.
 */
export function indexParaphrases(texts: readonly string[]): ParaphraseIndex {
  const contentWords = createContentWords();
  const sets = texts.map(contentWords);
  const frequency = new Map<string, number>();
  for (const set of sets) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const prefix = (set: ReadonlySet<string>): string[] => {
    const rarest = [...set].sort(
      (a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || (a < b ? -1 : 1),
    );
    return rarest.slice(0, set.size - Math.ceil(ALIKE * set.size) + 1);
  };
  const lists = new Map<string, number[]>();
  sets.forEach((set, at) => {
    if (set.size < FEWEST) return;
    for (const word of prefix(set)) lists.set(word, [...(lists.get(word) ?? []), at]);
  });
  return {
    find(text) {
      const set = contentWords(text);
      if (set.size < FEWEST) return undefined;
      let best: { at: number; similarity: number } | undefined;
      for (const at of new Set(prefix(set).flatMap((word) => lists.get(word) ?? []))) {
        const similarity = alike(set, sets[at] ?? new Set());
        if (similarity >= ALIKE && similarity > (best?.similarity ?? 0)) best = { at, similarity };
      }
      return best;
    },
  };
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / (a.size + b.size - shared);
}
