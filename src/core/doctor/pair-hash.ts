const LOW = 0x100000000;

/**
 * A 53-bit hash of a pair of 53-bit hashes, in their order. Two of n different pairs share one with a chance of
 * about n^2 / 2^54: 6e-5 for a million pairs.
 */
export function pairHash(first: number, second: number): number {
  let low = Math.imul((first % LOW) ^ Math.imul(second % LOW, 0x85ebca6b), 0x9e3779b1);
  let high = Math.imul((first / LOW) ^ Math.imul((second / LOW) | 0, 0xc2b2ae35), 0x27d4eb2f);
  low ^= low >>> 15;
  high ^= high >>> 13;
  low = Math.imul(low ^ Math.imul(high, 0x2545f491), 0xc2b2ae35);
  high = Math.imul(high ^ Math.imul(low, 0x1b873593), 0x85ebca6b);
  return ((high ^ (high >>> 16)) & 0x1fffff) * LOW + ((low ^ (low >>> 14)) >>> 0);
}
