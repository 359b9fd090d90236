import { tokenise } from '../text/analyse';
import type { JudgedFigure } from './judged-figure';
import { jensenShannon } from './jensen-shannon';
import { logOdds } from './log-odds';
import { permutationChance } from './permutation-chance';

/** A word that one group uses more than the other. */
export interface TypicalWord {
  readonly word: string;
  /** Times in each group. */
  readonly counts: readonly [number, number];
  /** Log-odds ratio in standard errors; above 0: typical of the first group. */
  readonly z: number;
}

/** The words of two groups of texts. */
export interface VocabularyComparison {
  /** Different words, and words, of each group. */
  readonly types: readonly [number, number];
  readonly tokens: readonly [number, number];
  /** Words of both, as a share of the words of either. */
  readonly jaccard: number;
  /** Share of each group's running text whose words the other group never uses. */
  readonly unknown: readonly [number, number];
  /** Jensen-Shannon divergence of the word frequencies in bits, 0 (the same) to 1 (no word in common). */
  readonly divergence: JudgedFigure;
  /** The words by which each group stands out most, at most ten. */
  readonly typical: readonly [readonly TypicalWord[], readonly TypicalWord[]];
}

const ROUNDS = 40;
const SHOWN = 10;
/** Two-sided 5 %. */
const NOTICEABLE = 1.96;

/** Compares the words, folded to lower case and not stemmed, of two groups of texts. */
export async function compareVocabularies(
  a: readonly string[],
  b: readonly string[],
  given: { readonly seed: number; readonly pause: () => Promise<void> },
): Promise<VocabularyComparison> {
  const { words, texts } = await numberWords([...a, ...b], given.pause);
  const split = (order: ArrayLike<number>): readonly [Float64Array, Float64Array] => {
    const counts = [new Float64Array(words.length), new Float64Array(words.length)] as const;
    for (let at = 0; at < order.length; at++) {
      const into = counts[at < a.length ? 0 : 1];
      for (const word of texts[order[at] ?? 0] ?? []) into[word] = (into[word] ?? 0) + 1;
    }
    return counts;
  };
  const [ofA, ofB] = split(texts.map((_, at) => at));
  const sizes = [a.length, b.length] as const;
  const [chance = 0] = await permutationChance((order) => [jensenShannon(...split(order))], sizes, {
    rounds: ROUNDS,
    ...given,
  });
  return {
    ...overlap(ofA, ofB),
    divergence: { value: jensenShannon(ofA, ofB), chance },
    typical: typicalWords(words, ofA, ofB),
  };
}

/** All words, and of each text the numbers of its own. */
async function numberWords(texts: readonly string[], pause: () => Promise<void>) {
  const numbers = new Map<string, number>();
  const numbered: Int32Array[] = [];
  for (const text of texts) {
    await pause();
    const words = tokenise(text).map((word) => {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      return number;
    });
    numbered.push(Int32Array.from(words));
  }
  return { words: [...numbers.keys()], texts: numbered };
}

function overlap(a: Float64Array, b: Float64Array) {
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);
  const types = (counts: Float64Array): number => counts.filter((count) => count > 0).length;
  const missing = (counts: Float64Array, other: Float64Array): number =>
    counts.reduce((total, count, word) => total + (other[word] === 0 ? count : 0), 0);
  const tokens = [sum(a), sum(b)] as const;
  const both = a.filter((count, word) => count > 0 && (b[word] ?? 0) > 0).length;
  return {
    types: [types(a), types(b)] as const,
    tokens,
    jaccard: both / Math.max(1, a.length),
    unknown: [missing(a, b) / Math.max(1, tokens[0]), missing(b, a) / Math.max(1, tokens[1])] as const,
  };
}

function typicalWords(words: readonly string[], a: Float64Array, b: Float64Array) {
  const scores = logOdds(a, b);
  const ranked = words
    .map((word, at): TypicalWord => ({ word, counts: [a[at] ?? 0, b[at] ?? 0], z: scores[at] ?? 0 }))
    .sort((one, other) => other.z - one.z);
  return [
    ranked.slice(0, SHOWN).filter(({ z }) => z > NOTICEABLE),
    ranked
      .slice(-SHOWN)
      .reverse()
      .filter(({ z }) => z < -NOTICEABLE),
  ] as const;
}
