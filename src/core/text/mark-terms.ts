import { analyse, termOf, TOKEN } from './analyse';

/** A piece of a text, and whether it is a word that the query has too. */
export interface MarkedPiece {
  readonly text: string;
  readonly marked: boolean;
}

/** The terms of a query, to mark texts with. */
export function queryTerms(query: string): ReadonlySet<string> {
  return new Set(analyse(query));
}

/**
 * Cuts a text where a word begins or ends that BM25 would count as one of the terms (same stem, whatever the case;
 * stop words never). The pieces in a row are the text, unchanged.
 */
export function markTerms(text: string, terms: ReadonlySet<string>): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(TOKEN)) {
    const term = termOf(word.normalize('NFC').toLowerCase());
    if (term === undefined || !terms.has(term)) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), marked: false });
    pieces.push({ text: word, marked: true });
    end = index + word.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), marked: false });
  return pieces;
}
