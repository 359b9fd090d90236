/**
 * What each UTF-16 unit becomes in a text's key (see `textKey`), for units that do so whatever stands beside them:
 * letters and signs of Latin scripts, punctuation, kana, Han, Hangul. 32 for white space; 0 for all others (marks
 * that combine, letters whose lower case depends on their neighbours), which need the full normalisation.
 */
export const FOLD = makeTable();

function makeTable(): Uint16Array {
  const table = new Uint16Array(65536);
  // Below U+0300 nothing combines; only the lower case of the dotted I is more than one letter.
  for (let code = 0x21; code < 0x300; code++) {
    const lower = String.fromCharCode(code).toLowerCase();
    if (lower.length === 1) table[code] = lower.charCodeAt(0);
  }
  const unchanged = (from: number, to: number): void => {
    for (let code = from; code <= to; code++) table[code] = code;
  };
  unchanged(0x2010, 0x2027); // dashes, quotation marks, dots
  unchanged(0x2030, 0x205e);
  unchanged(0x3001, 0x3029); // punctuation and numerals of East Asia
  unchanged(0x3041, 0x3096); // kana
  unchanged(0x30a0, 0x30ff);
  unchanged(0x3400, 0x9fff); // Han
  unchanged(0xac00, 0xd7a3); // Hangul
  for (const code of [9, 10, 11, 12, 13, 0x20, 0xa0]) table[code] = 32;
  return table;
}
