/** Joins chunks into one array of exactly their total length. */
export function concatBytes(chunks: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const list = [...chunks];
  const joined = new Uint8Array(list.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of list) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
