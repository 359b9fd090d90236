import { createNumbering } from '../data/numbering';

/** A map from hashes (see `textHash`) to 32-bit integers, in a third of the memory that a `Map` takes. */
export class NumberTable {
  readonly #numbering = createNumbering();
  #values = new Int32Array(1024);

  get size(): number {
    return this.#numbering.size;
  }

  get(hash: number): number | undefined {
    const number = this.#numbering.find(hash);
    return number === undefined ? undefined : this.#values[number];
  }

  has(hash: number): boolean {
    return this.#numbering.find(hash) !== undefined;
  }

  set(hash: number, value: number): void {
    const number = this.#numbering.numberOf(hash);
    if (number >= this.#values.length) {
      const larger = new Int32Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[number] = value;
  }

  /** The value of a hash that is there already, else undefined after entering `value`. */
  enter(hash: number, value: number): number | undefined {
    const known = this.get(hash);
    if (known === undefined) this.set(hash, value);
    return known;
  }

  /** In the order in which their hashes were entered. */
  values(): Int32Array {
    return this.#values.subarray(0, this.size);
  }
}
