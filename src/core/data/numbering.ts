/** Numbers hashes (see `textHash`) 0, 1, 2, ... in the order in which they are first seen. */
export interface Numbering {
  /** How many different ones there are. */
  readonly size: number;
  /** The number of a hash, which is the next free one for a new hash. */
  numberOf(hash: number): number;
  /** The number of a hash, undefined for one that was not numbered. */
  find(hash: number): number | undefined;
}

const SMALLEST = 1024;

/**
 * An empty numbering. A table with open addressing over typed arrays: 12 bytes a place and at most two thirds of the
 * places taken, where a Map takes several times as much and ends at 16 million entries.
 */
export function createNumbering(): Numbering {
  let hashes = new Float64Array(SMALLEST);
  let numbers = new Int32Array(SMALLEST); // number + 1; 0 marks a free place
  let size = 0;

  const placeOf = (hash: number): number => {
    const mask = hashes.length - 1;
    const mixed = Math.imul((hash >>> 0) ^ Math.imul(Math.floor(hash / 4294967296), 0x85ebca6b), 0x9e3779b1);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (numbers[place] !== 0 && hashes[place] !== hash) place = (place + 1) & mask;
    return place;
  };
  const grow = (): void => {
    const [oldHashes, oldNumbers] = [hashes, numbers];
    hashes = new Float64Array(2 * oldHashes.length);
    numbers = new Int32Array(hashes.length);
    oldNumbers.forEach((number, at) => {
      if (number === 0) return;
      const hash = oldHashes[at] ?? 0;
      const place = placeOf(hash);
      hashes[place] = hash;
      numbers[place] = number;
    });
  };

  return {
    get size() {
      return size;
    },
    numberOf(hash) {
      let place = placeOf(hash);
      const known = numbers[place] ?? 0;
      if (known !== 0) return known - 1;
      if (3 * size >= 2 * hashes.length) {
        grow();
        place = placeOf(hash);
      }
      hashes[place] = hash;
      numbers[place] = ++size;
      return size - 1;
    },
    find(hash) {
      const number = numbers[placeOf(hash)] ?? 0;
      return number === 0 ? undefined : number - 1;
    },
  };
}
