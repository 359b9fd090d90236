/** A float64 column that grows at its end: appending is O(1) amortised, reading is a view without a copy. */
export class GrowingArray {
  #values = new Float64Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** The values so far, [length]. Valid until the next push; not to be written to. */
  view(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  /** The last value, or undefined while there is none. */
  last(): number | undefined {
    return this.#length === 0 ? undefined : this.#values[this.#length - 1];
  }
}
