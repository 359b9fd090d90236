/** Mixes all bits of a 32-bit number into each other (the last step of MurmurHash3). */
export function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const BASE = 0x01000193;

/**
 * A 32-bit hash of every run of `length` UTF-16 units of a text, in order; of the whole text where it is shorter. Runs
 * of letters need no word boundaries, so texts in any script have them.
 */
export function shingles(text: string, length: number): Uint32Array {
  const count = Math.max(1, text.length - length + 1);
  const hashes = new Uint32Array(count);
  const first = Math.min(length, text.length);
  let lead = 1;
  for (let i = 1; i < first; i++) lead = Math.imul(lead, BASE);
  let rolling = 0;
  for (let i = 0; i < first; i++) rolling = (Math.imul(rolling, BASE) + text.charCodeAt(i)) | 0;
  hashes[0] = mix(rolling);
  for (let i = 1; i < count; i++) {
    rolling = (rolling - Math.imul(lead, text.charCodeAt(i - 1))) | 0;
    rolling = (Math.imul(rolling, BASE) + text.charCodeAt(i + length - 1)) | 0;
    hashes[i] = mix(rolling);
  }
  return hashes;
}

const FREE = 0;
const OF_FIRST = 1;
const OF_SECOND = 2;

/** A table of hashes and whose they are, used again for every comparison. */
let table = { hashes: new Uint32Array(1024), owners: new Uint8Array(1024) };

/** The Jaccard similarity of two sets of mixed hashes: what they share, over all they have. Either may repeat some. */
export function jaccard(a: Uint32Array, b: Uint32Array): number {
  const size = 2 ** Math.ceil(Math.log2(2 * (a.length + b.length) + 1));
  if (table.hashes.length < size) table = { hashes: new Uint32Array(size), owners: new Uint8Array(size) };
  const { hashes, owners } = table;
  owners.fill(FREE, 0, size);
  const mask = size - 1;
  const placeOf = (hash: number): number => {
    let place = hash & mask;
    while (owners[place] !== FREE && hashes[place] !== hash) place = (place + 1) & mask;
    hashes[place] = hash;
    return place;
  };
  let [all, shared] = [0, 0];
  for (const hash of a) {
    const place = placeOf(hash);
    if (owners[place] === FREE) all++;
    owners[place] = OF_FIRST;
  }
  for (const hash of b) {
    const place = placeOf(hash);
    if (owners[place] === FREE) all++;
    else if (owners[place] === OF_FIRST) shared++;
    owners[place] = OF_SECOND;
  }
  return all === 0 ? 1 : shared / all;
}
