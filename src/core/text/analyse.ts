import { porterStem } from './porter-stemmer';
import { sStem } from './s-stemmer';

/** Lucene's English stop words. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such ' +
    'that the their then there these they this to was will with'
  ).split(' '),
);

/** A run of letters, digits and combining marks. Chinese and Japanese syllabic characters stand alone, as words are not separated there. */
export const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}])[\p{L}\p{N}\p{M}])+/gu;

/** Splits a text into lower-case tokens as they stand in it. */
export function tokenise(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(TOKEN) ?? [];
}

/** How a token becomes a search term. */
export type Analysis = 'english' | 'light' | 'plain';

/**
 * The search term of a token, or undefined for a stop word. `english`: Lucene's stop words and Porter stems, as its
 * English analyser makes them; `light`: the same stop words, plurals taken off; `plain`: every token as it is, which
 * suits other languages.
 */
export function termOf(token: string, analysis: Analysis = 'english'): string | undefined {
  if (analysis === 'plain') return token;
  if (STOP_WORDS.has(token)) return undefined;
  return analysis === 'light' ? sStem(token) : porterStem(token);
}

/** The search terms of a text in order. */
export function analyse(text: string, analysis: Analysis = 'english'): string[] {
  return tokenise(text).flatMap((token) => termOf(token, analysis) ?? []);
}
