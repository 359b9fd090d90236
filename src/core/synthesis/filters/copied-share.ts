import { wordsOf } from '../words-of';

/** Words of a sequence. */
const LENGTH = 5;

/** Share of a text's five-word sequences that stand in its source, capitals aside; 0 for a text of fewer words. */
export function copiedShare(text: string, source: string): number {
  const own = sequences(text);
  if (own.length === 0) return 0;
  const known = new Set(sequences(source));
  return own.filter((sequence) => known.has(sequence)).length / own.length;
}

function sequences(text: string): string[] {
  const words = wordsOf(text.normalize('NFC').toLowerCase());
  const count = Math.max(0, words.length - LENGTH + 1);
  return Array.from({ length: count }, (_, at) => words.slice(at, at + LENGTH).join(' '));
}
