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

/** The Jaccard similarity of two sets of hashes: what they share, over all they have. Two empty sets are equal. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const hash of small) if (large.has(hash)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
