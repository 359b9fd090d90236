const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expected = 'value' | 'item or ]' | 'key or }' | 'key' | ':' | ', or end';

/**
 * Where a text stops being JSON: the index of the first character that cannot stand there, the text's length
 * when it ends too early, or -1 when it is JSON. Engines word their JSON.parse errors differently and most
 * leave the place out, hence this scan (run only after JSON.parse has failed).
 */
export function locateJsonError(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    at = endOfMatch(SPACE, text, at);
    const char = text[at];
    if (char === undefined) return expected === ', or end' && open.length === 0 ? -1 : at;
    if ((expected === 'item or ]' && char === ']') || (expected === 'key or }' && char === '}')) {
      open.pop();
      expected = ', or end';
      at++;
    } else if (expected === 'value' || expected === 'item or ]') {
      const end = char === '"' ? endOfString(text, at) : endOfMatch(SCALAR, text, at);
      if (char === '{' || char === '[') {
        open.push(char);
        expected = char === '{' ? 'key or }' : 'item or ]';
        at++;
      } else if (end <= at) return end < at ? -end : at;
      else {
        at = end;
        expected = ', or end';
      }
    } else if (expected === 'key' || expected === 'key or }') {
      const end = char === '"' ? endOfString(text, at) : at;
      if (end <= at) return end < at ? -end : at;
      at = end;
      expected = ':';
    } else if (expected === ':') {
      if (char !== ':') return at;
      expected = 'value';
      at++;
    } else {
      const inner = open.at(-1);
      if (char === ',' && inner) expected = inner === '{' ? 'key' : 'value';
      else if (inner && char === (inner === '{' ? '}' : ']')) open.pop();
      else return at;
      at++;
    }
  }
}

function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Index after the closing quotation mark, or minus the index of the first character that is not allowed. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -at;
    if (code !== 0x5c) at++;
    else {
      const end = endOfMatch(ESCAPE, text, at);
      if (end === at) return -at;
      at = end;
    }
  }
  return -text.length;
}
