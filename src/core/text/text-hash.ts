import { textKey } from './text-key';

/**
 * A 53-bit hash of a text's key (see `textKey`): equal for texts that count as the same, and small enough to keep
 * for every text of a large data set. Two different texts share one with a chance of about 1e-16.
 */
export function textHash(text: string): number {
  const key = textKey(text);
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
    high ^= high >>> 13;
  }
  low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35) ^ (high >>> 15);
  high = Math.imul(high ^ (high >>> 16), 0x27d4eb2f) ^ (low >>> 13);
  return (high & 0x1fffff) * 4294967296 + (low >>> 0);
}
