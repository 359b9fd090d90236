const COLON = /\s*:\s*/y;

/**
 * The line (from 1) on which each key of a JSON text stands. Where a key stands more than once, the last place
 * with a list as its value counts, or else the first place. `text` must be valid JSON.
 */
export function linesOfKeys(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let lineFeed = text.indexOf('\n');
  for (let open = text.indexOf('"'); open >= 0;) {
    const end = endOfString(text, open);
    COLON.lastIndex = end;
    if (COLON.test(text)) {
      for (; lineFeed >= 0 && lineFeed < open; lineFeed = text.indexOf('\n', lineFeed + 1)) line++;
      const key = String(JSON.parse(text.slice(open, end)));
      if (text[COLON.lastIndex] === '[' || !lines.has(key)) lines.set(key, line);
    }
    open = text.indexOf('"', end);
  }
  return lines;
}

/** Index after the closing quotation mark of the string that opens at `open`. */
function endOfString(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return close + 1;
  }
  return text.length;
}
