import type { Passage } from '../../data/eval-set';
import type { Random } from '../../random/random';
import type { MadePair } from './made-pair';
import { sentencesOf } from './sentences-of';

/**
 * A sentence of the document as the query and the rest as its passage, in which it stays with probability `keep`
 * [the inverse cloze task of Lee, Chang and Toutanova 2019, arXiv 1906.00300: 10 %]. Null for a text of one sentence.
 */
export function inverseCloze({ text }: Passage, keep: number, random: Random): MadePair | null {
  const sentences = sentencesOf(text);
  if (sentences.length < 2) return null;
  const at = random.int(sentences.length);
  const stays = random.next() < keep;
  const rest = stays ? sentences : sentences.filter((_, i) => i !== at);
  return { query: sentences[at] ?? '', positive: rest.join(' ') };
}
