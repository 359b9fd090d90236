import type { Random } from '../random/random';

/** Milliseconds of the first pause; it doubles with every further one. */
const FIRST = 500;
const LONGEST = 60_000;
/** No longer pause is believed: a server that names a date by a wrong clock would stop the work for years. */
const LONGEST_ASKED = 3_600_000;

/**
 * Milliseconds to wait before try number `tries` (1: the first retry): doubling, and anything between half and the whole
 * of it by chance, so that requests that failed together do not come back together.
 */
export function backoff(tries: number, random: Random): number {
  return Math.min(LONGEST, FIRST * 2 ** (tries - 1)) * (0.5 + random.next() / 2);
}

/**
 * Milliseconds that a server asks for: the header Retry-After, in seconds or as a date (RFC 9110, 10.2.3), or, where a
 * page may not read that, "try again in 1.5s" in its words. Null: it does not say.
 */
export function askedDelay(header: string | null, words: string, now: number): number | null {
  const asked = fromHeader(header, now) ?? fromWords(words);
  return asked === null ? null : Math.min(LONGEST_ASKED, Math.max(0, asked));
}

function fromHeader(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : date - now;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function fromWords(words: string): number | null {
  const found = /(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)/i.exec(words)?.[1];
  if (found === undefined) return null;
  const parts = found.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/gi);
  return [...parts].reduce(
    (sum, [, n, unit]) => sum + Number(n) * (UNITS[(unit ?? '').toLowerCase()] ?? 0),
    0,
  );
}
