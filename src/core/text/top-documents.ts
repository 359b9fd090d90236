/**
 * Keeps the best `k` of the documents offered: higher score first, equal scores by lower place.
 * A binary heap with the worst kept document at its root, so that most offers cost one comparison.
 */
export class TopDocuments {
  readonly #k: number;
  readonly #scores: Float64Array;
  readonly #places: Uint32Array;
  readonly #heap: number[] = [];

  /** `scores` and `places` by document number; every document has another place. */
  constructor(k: number, scores: Float64Array, places: Uint32Array) {
    this.#k = k;
    this.#scores = scores;
    this.#places = places;
  }

  offer(document: number): void {
    if (this.#heap.length < this.#k) {
      this.#heap.push(document);
      this.#siftUp(this.#heap.length - 1);
    } else if (this.#k > 0 && this.#before(document, this.#at(0))) {
      this.#heap[0] = document;
      this.#siftDown();
    }
  }

  /** The kept documents, best first. */
  ranked(): number[] {
    return this.#heap.toSorted((a, b) => (this.#before(a, b) ? -1 : 1));
  }

  #before(a: number, b: number): boolean {
    const difference = (this.#scores[a] ?? NaN) - (this.#scores[b] ?? NaN);
    return difference === 0 ? (this.#places[a] ?? 0) < (this.#places[b] ?? 0) : difference > 0;
  }

  #at(i: number): number {
    return this.#heap[i] ?? -1;
  }

  #swap(i: number, j: number): void {
    const held = this.#at(i);
    this.#heap[i] = this.#at(j);
    this.#heap[j] = held;
  }

  #siftUp(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.#before(this.#at(parent), this.#at(i))) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #siftDown(): void {
    for (let i = 0, child = 1; child < this.#heap.length; child = 2 * i + 1) {
      if (child + 1 < this.#heap.length && this.#before(this.#at(child), this.#at(child + 1))) child++;
      if (!this.#before(this.#at(i), this.#at(child))) return;
      this.#swap(i, child);
      i = child;
    }
  }
}
