import { LENGTHS, type SketchKind } from './sketch';
import { jaccard, shingles } from './shingles';

/** A folded text (see `foldText`), ready to be compared with many others of its kind. */
export class Comparable {
  readonly folded: string;
  readonly #length: number;
  #shingles: Uint32Array | undefined;
  #numbers: string | undefined;

  constructor(folded: string, length: number) {
    this.folded = folded;
    this.#length = length;
  }

  get shingles(): Uint32Array {
    return (this.#shingles ??= shingles(this.folded, this.#length));
  }

  /** The numbers in it, in order. */
  get numbers(): string {
    return (this.#numbers ??= (this.folded.match(/\d+/g) ?? []).join(' '));
  }
}

export function comparable(folded: string, kind: SketchKind): Comparable {
  return new Comparable(folded, LENGTHS[kind]);
}

/** The Jaccard similarity of the shingles of two texts; 0 where their numbers differ: 2019 is not nearly 2020. */
export function similarity(a: Comparable, b: Comparable): number {
  if (a.folded === b.folded) return 1;
  return a.numbers === b.numbers ? jaccard(a.shingles, b.shingles) : 0;
}
