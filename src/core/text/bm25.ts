import type { Passage } from '../data/eval-set';
import type { TieRule } from '../metrics/evaluation-rules';
import { compareIds } from '../metrics/rank';
import type { ScoredDocument } from '../metrics/run';
import { analyse, termOf, tokenise, type Analysis } from './analyse';
import { PostingsBuilder, type Postings } from './postings';
import { TopDocuments } from './top-documents';

export interface Bm25Parameters {
  /** How fast repetitions of a term stop counting. */
  readonly k1: number;
  /** How much long passages are held back: 0 not at all, 1 fully. */
  readonly b: number;
  readonly analysis: Analysis;
}

export interface Bm25 {
  /** The best `k` passages that share a term with the query: score descending, equal scores by the tie rule. */
  search(query: string, k: number): ScoredDocument[];
}

/** The usual values for passages (Anserini's). */
const DEFAULTS: Bm25Parameters = { k1: 0.9, b: 0.4, analysis: 'english' };

/** Passages indexed between two signs of life: some 10 ms of work. */
const CHUNK = 256;

/**
 * Indexes passages (title and text) for BM25 in one go; see `buildBm25` for the version that can pause.
 * Score: sum over the query's terms, repetitions included, of idf * tf / (tf + k1 * (1 - b + b * length / mean length)),
 * idf = ln(1 + (N - df + .5) / (df + .5))  [Robertson and Zaragoza 2009; Lucene's BM25Similarity, exact lengths].
 */
export function createBm25(passages: readonly Passage[], parameters: Partial<Bm25Parameters> = {}): Bm25 {
  const building = buildBm25(passages, parameters);
  for (;;) {
    const step = building.next();
    if (step.done) return step.value;
  }
}

/**
 * As `createBm25`, in chunks: yields the number of passages indexed so far, so that a worker can report progress,
 * answer messages, or stop between two chunks.
 */
export function* buildBm25(
  passages: readonly Passage[],
  given: Partial<Bm25Parameters> = {},
  ties: TieRule = 'descending',
): Generator<number, Bm25, void> {
  const parameters = { ...DEFAULTS, ...given };
  const { analysis } = parameters;
  const vocabulary = new Vocabulary(analysis);
  const builder = new PostingsBuilder();
  const lengths = new Float64Array(passages.length);
  for (const [i, { title, text }] of passages.entries()) {
    const terms = vocabulary.read(`${title} ${text}`);
    builder.add(terms);
    lengths[i] = terms.length;
    if ((i + 1) % CHUNK === 0) yield i + 1;
  }
  // The two long steps that are left, apart: up to a second each for 200,000 passages.
  yield passages.length;
  const postings = builder.build(vocabulary.terms.size);
  yield passages.length;
  const ids = passages.map(({ id }) => id);
  const norms = lengthNorms(lengths, parameters);
  return createSearcher({
    ids,
    places: placesOf(ids, ties),
    terms: vocabulary.terms,
    postings,
    norms,
    analysis,
  });
}

/** Numbers the terms in the order in which they turn up; every distinct token is stemmed once. */
class Vocabulary {
  readonly terms = new Map<string, number>();
  readonly #tokens = new Map<string, number>();
  readonly #analysis: Analysis;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
  }

  /** Term numbers of a text, in order, stop words left out. */
  read(text: string): number[] {
    const terms: number[] = [];
    for (const token of tokenise(text)) {
      const term = this.#tokens.get(token) ?? this.#learn(token);
      if (term !== undefined) terms.push(term);
    }
    return terms;
  }

  #learn(token: string): number | undefined {
    const word = termOf(token, this.#analysis);
    if (word === undefined) return undefined;
    const term = this.terms.get(word) ?? this.terms.size;
    this.terms.set(word, term);
    this.#tokens.set(token, term);
    return term;
  }
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** Place of each document when equal scores are put in order. */
function placesOf(ids: readonly string[], ties: TieRule): Uint32Array {
  const order = ids.map((_, i) => i).sort((a, b) => compareIds(ids[a] ?? '', ids[b] ?? '', ties));
  const places = new Uint32Array(ids.length);
  for (const [place, document] of order.entries()) places[document] = place;
  return places;
}

function lengthNorms(lengths: Float64Array, { k1, b }: Pick<Bm25Parameters, 'k1' | 'b'>): Float64Array {
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return lengths.map((length) => k1 * (1 - b + (b * length) / meanLength));
}

interface Index {
  readonly ids: readonly string[];
  readonly places: Uint32Array;
  readonly terms: ReadonlyMap<string, number>;
  readonly postings: Postings;
  /** The length part of the score's denominator, by document. */
  readonly norms: Float64Array;
  readonly analysis: Analysis;
}

function createSearcher({ ids, places, terms, postings, norms, analysis }: Index): Bm25 {
  // Shared by all searches; a search leaves it zero.
  const scores = new Float64Array(ids.length);

  function addTerm(term: number, weight: number, matched: number[]): void {
    const from = postings.starts[term] ?? 0;
    const to = postings.starts[term + 1] ?? 0;
    const idf = Math.log(1 + (ids.length - (to - from) + 0.5) / (to - from + 0.5));
    for (let i = from; i < to; i++) {
      const document = postings.documents[i] ?? 0;
      const count = postings.counts[i] ?? 0;
      const score = scores[document] ?? 0;
      if (score === 0) matched.push(document);
      scores[document] = score + (weight * idf * count) / (count + (norms[document] ?? 0));
    }
  }

  return {
    search(query, k) {
      const matched: number[] = [];
      for (const [word, count] of countTerms(analyse(query, analysis))) {
        const term = terms.get(word);
        if (term !== undefined) addTerm(term, count, matched);
      }
      const top = new TopDocuments(k, scores, places);
      for (const document of matched) top.offer(document);
      const results = top.ranked().map((i) => ({ id: ids[i] ?? '', score: scores[i] ?? 0 }));
      for (const document of matched) scores[document] = 0;
      return results;
    },
  };
}
