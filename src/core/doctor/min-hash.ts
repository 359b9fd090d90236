import { mix } from './shingles';

/** Values of a signature. */
export const SIGNATURE = 40;
const EMPTY = 0xffffffff;

/**
 * A MinHash signature: at each of its places two texts agree with a probability of about the Jaccard similarity of their
 * shingles. One permutation in bins (Li, Owen and Zhang 2012), so a shingle costs one comparison; an empty bin takes the
 * value of another, by a draw that is the same for every text (optimal densification, Shrivastava 2017).
 * @param target [SIGNATURE], written to
 */
export function minHash(hashes: Uint32Array, target: Uint32Array): void {
  target.fill(EMPTY);
  for (const hash of hashes) {
    const bin = ((hash >>> 16) * SIGNATURE) >>> 16;
    const value = Math.imul(hash, 0x9e3779b1) >>> 0;
    if (value < (target[bin] ?? 0)) target[bin] = value;
  }
  const empty: number[] = [];
  for (let bin = 0; bin < SIGNATURE; bin++) if (target[bin] === EMPTY) empty.push(bin);
  if (empty.length === SIGNATURE) return;
  const borrowed = empty.map((bin) => borrow(target, bin));
  empty.forEach((bin, i) => {
    target[bin] = borrowed[i] ?? 0;
  });
}

/** The value of the first filled bin in a sequence that depends on the empty bin alone. */
function borrow(target: Uint32Array, bin: number): number {
  for (let attempt = 1; ; attempt++) {
    const other = mix(bin * 1000 + attempt) % SIGNATURE;
    const value = target[other] ?? EMPTY;
    if (value !== EMPTY) return value;
  }
}
