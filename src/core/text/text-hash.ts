import { FOLD } from './fold-table';
import { textKey } from './text-key';

const SPACE = 32;

/**
 * A 53-bit hash of a text's key (see `textKey`): equal for texts that count as the same, and small enough to keep
 * for every text of a large data set. Two different texts share one with a chance of about 1e-16. Most texts are
 * hashed in one pass, without making their key.
 */
export function textHash(text: string): number {
  let from = 0;
  let to = text.length;
  while (from < to && FOLD[text.charCodeAt(from)] === SPACE) from++;
  while (from < to && FOLD[text.charCodeAt(to - 1)] === SPACE) to--;
  const hash = hashFolded(text, from, to);
  return hash < 0 ? exactHash(textKey(text)) : hash;
}

/** The hash of the key that a text has by `FOLD`, or -1 where that does not tell. */
function hashFolded(text: string, from: number, to: number): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  let length = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const unit = FOLD[text.charCodeAt(i)] ?? 0;
    if (unit === 0) return -1;
    if (unit === SPACE && last === SPACE) continue;
    if (length & 1) {
      const pair = last | (unit << 16);
      low = Math.imul(low ^ pair, 0x01000193);
      low ^= low >>> 15;
      high = Math.imul(high ^ pair, 0x85ebca6b);
      high ^= high >>> 13;
    }
    last = unit;
    length++;
  }
  return finish(low, high, length, last);
}

/** The same of a text just as it is: capitals and white space count. 53 bits. */
export function exactHash(key: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 1; i < key.length; i += 2) {
    const pair = key.charCodeAt(i - 1) | (key.charCodeAt(i) << 16);
    low = Math.imul(low ^ pair, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ pair, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return finish(low, high, key.length, key.length === 0 ? 0 : key.charCodeAt(key.length - 1));
}

function finish(low: number, high: number, length: number, last: number): number {
  const tail = length & 1 ? last : 0; // the unit that has no partner
  low = Math.imul(low ^ tail, 0x01000193) ^ length;
  high = Math.imul(high ^ tail, 0x85ebca6b) ^ Math.imul(length, 0x165667b1);
  high ^= high >>> 13;
  low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35) ^ (high >>> 15);
  high = Math.imul(high ^ (high >>> 16), 0x27d4eb2f) ^ (low >>> 13);
  return (high & 0x1fffff) * 4294967296 + (low >>> 0);
}
