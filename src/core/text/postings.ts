/** Occurrences of terms in documents, grouped by term. */
export interface Postings {
  /** Postings of term t stand at [starts[t], starts[t + 1]) of the two arrays below, documents ascending. */
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  /** How often the term occurs in the document. */
  readonly counts: Uint16Array;
}

/** Takes documents one after another and regroups their terms; 12 bytes per distinct term of a document at the peak. */
export class PostingsBuilder {
  /** Document d's entries end at `ends[d]`. */
  readonly #ends: number[] = [];
  /** Latest entry of each term, so that its repetitions in the same document are found without a map. */
  readonly #latest: number[] = [];
  #terms = new Uint32Array(1024);
  #counts = new Uint16Array(1024);
  #used = 0;

  /** Adds the next document, as the numbers of its terms. Counts above 65,535 are kept as that. */
  add(terms: readonly number[]): void {
    const start = this.#used;
    this.#reserve(start + terms.length);
    for (const term of terms) {
      const entry = this.#latest[term] ?? -1;
      if (entry >= start) {
        this.#counts[entry] = Math.min((this.#counts[entry] ?? 0) + 1, 0xffff);
      } else {
        this.#latest[term] = this.#used;
        this.#terms[this.#used] = term;
        this.#counts[this.#used++] = 1;
      }
    }
    this.#ends.push(this.#used);
  }

  /** Groups what was added by term (a counting sort, so documents stay ascending). Term numbers lie in [0, termCount). */
  build(termCount: number): Postings {
    const starts = new Uint32Array(termCount + 1);
    for (const term of this.#terms.subarray(0, this.#used)) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
    for (let term = 0; term < termCount; term++) {
      starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
    }
    const next = starts.slice();
    const documents = new Uint32Array(this.#used);
    const counts = new Uint16Array(this.#used);
    let entry = 0;
    for (const [document, end] of this.#ends.entries()) {
      for (; entry < end; entry++) {
        const term = this.#terms[entry] ?? 0;
        const place = next[term] ?? 0;
        next[term] = place + 1;
        documents[place] = document;
        counts[place] = this.#counts[entry] ?? 0;
      }
    }
    return { starts, documents, counts };
  }

  #reserve(needed: number): void {
    if (needed <= this.#terms.length) return;
    const length = Math.max(needed, this.#terms.length * 2);
    const terms = new Uint32Array(length);
    const counts = new Uint16Array(length);
    terms.set(this.#terms);
    counts.set(this.#counts);
    this.#terms = terms;
    this.#counts = counts;
  }
}
