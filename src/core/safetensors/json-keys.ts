/**
 * The keys of the outermost object of a valid JSON text, in order and with repetitions, which `JSON.parse` hides
 * (it keeps the last of two equal keys).
 */
export function outermostKeys(json: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      const end = endOfString(json, i);
      if (depth === 1 && /^\s*:/.test(json.slice(end, end + 64)))
        keys.push(String(JSON.parse(json.slice(i, end))));
      i = end - 1;
    }
  }
  return keys;
}

/** The index after the closing quote of the string that opens at `start`. */
function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i + 1;
}
