/** What C's and Python's splitting take for white space: the Unicode spaces, line ends and information separators. */
const WHITE_SPACE = /[\s\x1c-\x1f\x85]/gu;

/**
 * An id as it stands in TREC files, whose columns are separated by white space: white space inside it becomes %XX
 * (its UTF-8 bytes, as in a URL), everything else stays as it is.
 * @throws Error for an empty id, which no reader of these files could tell from a missing column.
 */
export function trecId(id: string): string {
  if (id === '') throw new Error('an id is empty: TREC files cannot hold it');
  return id.replace(WHITE_SPACE, percentEncode);
}

function percentEncode(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/**
 * Creates a function that writes ids as `trecId` does.
 * @throws Error (the function) when two different ids would come out the same, such as "a b" and "a%20b".
 */
export function createTrecIds(): (id: string) => string {
  const written = new Map<string, string>();
  return (id) => {
    const encoded = trecId(id);
    const owner = written.get(encoded) ?? id;
    if (owner !== id) throw new Error(`the ids "${owner}" and "${id}" would both be written as ${encoded}`);
    written.set(encoded, id);
    return encoded;
  };
}
