import { mix } from './shingles';
import type { Sketch } from './sketch';

/** Of two values of the query's signature and two of the positive's each. */
const BANDS = 20;
/** Rows of a bucket that a later one is paired with: the oldest, so that time is linear on any data. */
const OF_BUCKET = 4;
/** Rows so similar share two bands or more with a probability of 99.5 %; others share one by chance. */
const SHARED_BANDS = 2;
/** Earlier rows that are kept for a row: those that share most bands with it. */
const KEPT = 4;
/** Rows between two looks at the clock. */
const STEP = 10_000;
const NONE = -1;

interface Watch {
  /** Lets other tasks in, and throws when the work was cancelled. */
  readonly pause: () => Promise<void>;
  /** Hears which part of the work is done, 0 to 1. */
  readonly progress: (share: number) => void;
}

/**
 * Earlier rows that each row may be nearly the same as, by MinHash: two rows with a Jaccard similarity of 0.75 of both
 * texts share a band with a probability of 1 - (1 - 0.75^4)^20 = 99.9 %, more similar ones with more. 96 bytes a row and
 * time linear in the rows, whatever they hold: of a bucket only the four oldest rows are looked at, and of those that a
 * row shares two bands with, the four that share most. In data with thousands of rows of one pattern that are alike but
 * not nearly the same, some pairs are missed.
 */
export class NearCandidates {
  readonly #rows: number;
  /** [rows, BANDS] */
  readonly #keys: Uint32Array;
  readonly #absent: Uint8Array;
  /** [rows, KEPT] The earlier rows, and the bands they share; those that share most first. */
  readonly #others: Int32Array;
  readonly #shared: Uint8Array;

  constructor(rows: number) {
    this.#rows = rows;
    this.#keys = new Uint32Array(rows * BANDS);
    this.#absent = new Uint8Array(rows).fill(1);
    this.#others = new Int32Array(rows * KEPT).fill(NONE);
    this.#shared = new Uint8Array(rows * KEPT);
  }

  /** Enters a row; rows that are not entered are in no pair. */
  enter(row: number, query: Sketch, positive: Sketch): void {
    this.#absent[row] = 0;
    for (let band = 0; band < BANDS; band++) {
      let key = mix(band + 1);
      for (const at of [2 * band, 2 * band + 1]) {
        key = mix(key ^ (query.signature[at] ?? 0));
        key = mix(key ^ (positive.signature[at] ?? 0));
      }
      this.#keys[row * BANDS + band] = key;
    }
  }

  /** Finds the pairs, once all rows are entered. */
  async find({ pause, progress }: Watch): Promise<void> {
    const buckets = new Buckets(this.#rows);
    for (let band = 0; band < BANDS; band++) {
      buckets.clear();
      for (let row = 0; row < this.#rows; row++) {
        if (row % STEP === 0) {
          await pause();
          progress((band + row / this.#rows) / BANDS);
        }
        if (this.#absent[row] === 1) continue;
        buckets.join(row, this.#keys[row * BANDS + band] ?? 0, (other) => {
          const shared = this.#sharedFrom(band, row, other);
          if (shared >= SHARED_BANDS) this.#keep(row, other, shared);
        });
      }
    }
  }

  /** The earlier rows that a row is to be compared with, the likeliest first. */
  of(row: number): number[] {
    return [...this.#others.subarray(row * KEPT, (row + 1) * KEPT)].filter((other) => other !== NONE);
  }

  /** How many bands two rows share; 0 where an earlier band than this is among them, which told already. */
  #sharedFrom(band: number, row: number, other: number): number {
    const keys = this.#keys;
    let shared = 0;
    for (let at = 0; at < BANDS; at++) {
      if (keys[row * BANDS + at] !== keys[other * BANDS + at]) continue;
      if (at < band) return 0;
      shared++;
    }
    return shared;
  }

  #keep(row: number, other: number, shared: number): void {
    const [start, end] = [row * KEPT, (row + 1) * KEPT];
    let at = end - 1;
    if (shared <= (this.#shared[at] ?? 0)) return;
    for (; at > start && shared > (this.#shared[at - 1] ?? 0); at--) {
      this.#others[at] = this.#others[at - 1] ?? NONE;
      this.#shared[at] = this.#shared[at - 1] ?? 0;
    }
    this.#others[at] = other;
    this.#shared[at] = shared;
  }
}

/** Rows by one key each: a table with open addressing, and of every bucket its oldest rows as a list. */
class Buckets {
  readonly #heads: Int32Array;
  readonly #counts: Uint8Array;
  readonly #next: Int32Array;
  readonly #keys: Uint32Array;

  constructor(rows: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * rows + 2));
    [this.#heads, this.#counts] = [new Int32Array(size), new Uint8Array(size)];
    [this.#next, this.#keys] = [new Int32Array(rows), new Uint32Array(rows)];
  }

  clear(): void {
    this.#heads.fill(NONE);
    this.#counts.fill(0);
  }

  /** Puts a row into the bucket of its key, after `meet` heard who is there. */
  join(row: number, key: number, meet: (other: number) => void): void {
    const [heads, next, keys] = [this.#heads, this.#next, this.#keys];
    keys[row] = key;
    let slot = key & (heads.length - 1);
    let head = heads[slot] ?? NONE;
    while (head !== NONE && keys[head] !== key) {
      slot = (slot + 1) & (heads.length - 1);
      head = heads[slot] ?? NONE;
    }
    let last = NONE;
    for (let other = head; other !== NONE; other = next[other] ?? NONE) {
      meet(other);
      last = other;
    }
    const count = this.#counts[slot] ?? 0;
    if (count === OF_BUCKET) return;
    next[row] = NONE;
    if (last === NONE) heads[slot] = row;
    else next[last] = row;
    this.#counts[slot] = count + 1;
  }
}
