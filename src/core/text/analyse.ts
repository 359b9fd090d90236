import { porterStem } from './porter-stemmer';

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

/** The search term of a token: its Porter stem, or undefined for a stop word. */
export function termOf(token: string): string | undefined {
  return STOP_WORDS.has(token) ? undefined : porterStem(token);
}

/** The search terms of a text in order, as Lucene's English analyser makes them: lower case, no stop words, Porter stems. */
export function analyse(text: string): string[] {
  return tokenise(text).flatMap((token) => termOf(token) ?? []);
}
