/** Slots of an empty table; a power of two. */
const FIRST = 1024;

/**
 * A map from whole numbers of 1 to 2^53 - 1 (hashes) to 32-bit integers, in about 24 bytes an entry: a `Map` takes
 * three times as much, and these tables have an entry for each text of a large data set.
 */
export class NumberTable {
  #keys = new Float64Array(FIRST);
  #values = new Int32Array(FIRST);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: number): number | undefined {
    if (key === 0) return undefined; // stands for a free slot
    const slot = this.#slotOf(key);
    return this.#keys[slot] === key ? this.#values[slot] : undefined;
  }

  has(key: number): boolean {
    return this.get(key) !== undefined;
  }

  set(key: number, value: number): void {
    const slot = this.#slotOf(key);
    this.#values[slot] = value;
    if (this.#keys[slot] === key) return;
    this.#keys[slot] = key;
    if (++this.#size * 2 > this.#keys.length) this.#grow();
  }

  /** The value of a key that is there already, else undefined after entering `value`. */
  enter(key: number, value: number): number | undefined {
    const known = this.get(key);
    if (known === undefined) this.set(key, value);
    return known;
  }

  *entries(): Iterable<[key: number, value: number]> {
    for (const [slot, key] of this.#keys.entries()) if (key !== 0) yield [key, this.#values[slot] ?? 0];
  }

  /** Where the key stands, or the free slot (0) where it would. */
  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(key % 0x100000000, 0x9e3779b1) >>> 8) & mask;
    for (let at = this.#keys[slot]; at !== 0 && at !== key; at = this.#keys[slot]) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2);
    this.#values = new Int32Array(keys.length * 2);
    for (let old = 0; old < keys.length; old++) {
      const key = keys[old] ?? 0;
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#values[slot] = values[old] ?? 0;
    }
  }
}
