import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/random';
import { markTerms, queryTerms } from './mark-terms';

const marked = (text: string, query: string): string[] =>
  markTerms(text, queryTerms(query)).flatMap((piece) => (piece.marked ? [piece.text] : []));

describe('markTerms', () => {
  it('marks words with the stem of a query term, in any case', () => {
    expect(marked('Charging: it charges while CHARGED.', 'how to charge')).toEqual([
      'Charging',
      'charges',
      'CHARGED',
    ]);
  });

  it('never marks stop words', () => {
    expect(marked('the motor is on the bike', 'is the motor loud')).toEqual(['motor']);
  });

  it('marks words in decomposed letters', () => {
    expect(marked('cafe\u0301s nearby', 'caf\u00e9s')).toEqual(['cafe\u0301s']);
  });

  it('marks syllabic characters one by one', () => {
    expect(marked('\u96fb\u6c60\u306e\u5145\u96fb', '\u96fb')).toEqual(['\u96fb', '\u96fb']);
  });

  it('gives no piece for an empty text', () => {
    expect(markTerms('', queryTerms('charge'))).toEqual([]);
  });

  it('loses no character of any text (fuzz, seed 11)', () => {
    const { next } = createRandom(11);
    const alphabet = ['a', 'b', ' ', '\u0301', '\u00e9', '\u{1f600}', '\u96fb', '-', '\n', '\ud800'];
    for (let round = 0; round < 300; round++) {
      const word = (length: number): string =>
        Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)] ?? '').join('');
      const text = word(40);
      const pieces = markTerms(text, queryTerms(word(8)));
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.every((piece) => piece.text !== '')).toBe(true);
    }
  });
});
