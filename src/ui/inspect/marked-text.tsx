import { useMemo } from 'react';
import { markTerms } from '../../core/text/mark-terms';

/** A text in which the words that the query has too are marked. */
export function MarkedText({ text, terms }: { text: string; terms: ReadonlySet<string> }) {
  const pieces = useMemo(() => markTerms(text, terms), [text, terms]);
  return pieces.map((piece, i) => (piece.marked ? <mark key={i}>{piece.text}</mark> : piece.text));
}
