import type { Passage } from '../../data/eval-set';
import type { Random } from '../../random/random';
import type { MadePair } from './made-pair';

/** Share of a document's words that a crop has, at least and at most. */
const SHARE = { least: 0.1, most: 0.5 };
/** Words that a crop has at least. */
const LEAST = 4;

/**
 * Two runs of words of one document, drawn independently, so that they may overlap: the shorter is the query
 * [independent cropping, Izacard et al. 2022 (Contriever), arXiv 2112.09118, section 3.1]. Null for a text of under 12
 * words. Words are what stands between white space.
 */
export function independentCrops({ text }: Passage, random: Random): MadePair | null {
  const words = [...text.matchAll(/\S+/gu)];
  if (words.length < 3 * LEAST) return null;
  const crop = (): { readonly text: string; readonly length: number } => {
    const share = SHARE.least + random.next() * (SHARE.most - SHARE.least);
    const length = Math.max(LEAST, Math.round(share * words.length));
    const first = random.int(words.length - length + 1);
    const last = words[first + length - 1];
    return { text: text.slice(words[first]?.index, (last?.index ?? 0) + (last?.[0].length ?? 0)), length };
  };
  const [one, other] = [crop(), crop()];
  const [query, positive] = one.length <= other.length ? [one, other] : [other, one];
  return { query: query.text, positive: positive.text };
}
