import type { EvalSet } from '../data/eval-set';
import { textHash } from '../text/text-hash';

/** Pieces mixed between two chances for others to work. */
const BLOCK = 4096;

/**
 * Tells whether two evaluations asked the same: a fingerprint of queries, judgements and corpus, in their order, as hex
 * digits. Texts count as the same as `hashOf` has it. A large corpus takes a second, so others are let in between by
 * `rest`.
 */
export async function questionsFingerprint(
  { queries, qrels, corpus }: Pick<EvalSet, 'queries' | 'qrels' | 'corpus'>,
  rest: () => Promise<void>,
  hashOf: (text: string) => number = textHash,
): Promise<string> {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  const mix = (hash: number): void => {
    low = Math.imul(low ^ (hash >>> 0), 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ Math.floor(hash / 2 ** 32) ^ low, 0x85ebca6b);
    high ^= high >>> 13;
  };
  for (const { id, text } of queries) {
    mix(hashOf(id));
    mix(hashOf(text));
    const judged = [...(qrels.get(id) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [document, grade] of judged) mix(hashOf(`${document} ${String(grade)}`));
  }
  mix(queries.length);
  for (const [at, { id, title, text }] of corpus.entries()) {
    mix(hashOf(id));
    mix(hashOf(title));
    mix(hashOf(text));
    if (at % BLOCK === BLOCK - 1) await rest();
  }
  mix(corpus.length);
  return [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
