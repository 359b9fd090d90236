import type { Passage } from '../../core/data/eval-set';
import type { TieRule } from '../../core/metrics/evaluation-rules';
import type { Bm25 } from '../../core/text/bm25';
import type { CallContext } from '../commands/command';
import { indexBm25, type Bm25Settings } from '../evaluate/rank-bm25';
import { embedCorpus, orderCorpus, type EmbeddedCorpus } from '../evaluate/rank-queries';
import type { BiEncoder } from '../model/bi-encoder';
import type { HostTensor } from '../model/weights';

/** Bytes of embeddings kept at most; above, only those used last. */
const KEPT_BYTES = 2 ** 30;

/** What embeddings or an index of a corpus depend on, compared one by one. */
type Key = readonly unknown[];

interface Kept {
  readonly key: Key;
  readonly value: EmbeddedCorpus;
}

/** Whose weights: a fixed value for the opened ones, the tensors of a run for the trained ones. */
export type WeightsOf = ReadonlyMap<string, HostTensor> | null;

/**
 * The searchable form of one corpus, made when it is first searched and kept for the next time: embeddings from the
 * untouched and from the trained weights, and the index of BM25. Searching another corpus forgets this one.
 */
export class CorpusIndexes {
  #corpus: readonly Passage[] | null = null;
  #embedded: readonly Kept[] = [];
  #bm25: { readonly key: Key; readonly index: Bm25 } | null = null;

  /** Bytes of the embeddings that are kept. */
  get bytes(): number {
    return this.#embedded.reduce((sum, { value }) => sum + value.embeddings.values.byteLength, 0);
  }

  clear(): void {
    this.#corpus = null;
    this.#embedded = [];
    this.#bm25 = null;
  }

  /** @throws the signal's reason when cancelled; what was made before stays. */
  async embedded(
    corpus: readonly Passage[],
    given: {
      readonly model: BiEncoder;
      readonly weights: WeightsOf;
      readonly ties: TieRule;
      /** For the progress, such as `Embedding with the trained model`. */
      readonly phase: string;
    },
    { signal, emit }: CallContext,
  ): Promise<EmbeddedCorpus> {
    this.#turnTo(corpus);
    const key = keyOf(given);
    const known = this.#embedded.find((kept) => sameKey(kept.key, key));
    if (known) return known.value;
    const ordered = orderCorpus(corpus, given.ties);
    const total = corpus.length;
    const started = performance.now();
    const value = await embedCorpus(given.model, ordered, signal, (done) => {
      const secondsLeft = ((performance.now() - started) / 1000 / done) * (total - done);
      emit({ kind: 'progress', phase: given.phase, done, total, unit: 'passages', secondsLeft });
    });
    this.#keep({ key, value });
    return value;
  }

  /** @throws the signal's reason when cancelled. */
  async bm25(
    corpus: readonly Passage[],
    settings: Bm25Settings,
    { signal, emit }: CallContext,
  ): Promise<Bm25> {
    this.#turnTo(corpus);
    const { bm25Analysis, bm25K1, bm25B, ties } = settings;
    const key = [bm25Analysis, bm25K1, bm25B, ties];
    if (this.#bm25 !== null && sameKey(this.#bm25.key, key)) return this.#bm25.index;
    const total = corpus.length;
    const index = await indexBm25({ corpus }, settings, signal, (done) => {
      emit({ kind: 'progress', phase: 'Indexing for BM25', done, total, unit: 'passages' });
    });
    this.#bm25 = { key, index };
    return index;
  }

  #turnTo(corpus: readonly Passage[]): void {
    if (this.#corpus !== corpus) this.clear();
    this.#corpus = corpus;
  }

  /** At most two are of use: untouched and trained. */
  #keep(kept: Kept): void {
    const last = this.#embedded.at(-1);
    const both = [last, kept].filter((one) => one !== undefined);
    const bytes = both.reduce((sum, { value }) => sum + value.embeddings.values.byteLength, 0);
    this.#embedded = bytes <= KEPT_BYTES ? both : [kept];
  }
}

function keyOf({
  model: { setup },
  weights,
  ties,
}: {
  readonly model: BiEncoder;
  readonly weights: WeightsOf;
  readonly ties: TieRule;
}): Key {
  const { tokenizer, maxLength, pooling, normalise, prompts, titles } = setup;
  return [tokenizer, weights, ties, maxLength, pooling, normalise, prompts.passage, titles];
}

function sameKey(a: Key, b: Key): boolean {
  return a.every((part, i) => part === b[i]);
}
