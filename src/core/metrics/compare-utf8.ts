/**
 * Compares two strings as their UTF-8 bytes: negative when `a` comes first, positive when `b` does, 0 when equal.
 * JavaScript's `<` compares UTF-16 units, which puts characters beyond U+FFFF before U+E000 to U+FFFF; UTF-8 does not.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return byteOrder(x) - byteOrder(y);
  }
  return a.length - b.length;
}

/** Moves the surrogates (halves of the characters beyond U+FFFF) above all other UTF-16 units. */
function byteOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
