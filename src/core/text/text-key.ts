/** Anything that the full normalisation would change in another way than case and outer spaces. */
const UNPLAIN = /[^\x20-\x7e]| {2}/;

/**
 * The form under which two texts count as the same: Unicode NFC, white space collapsed, case folded.
 * Used for duplicates, false negatives and leakage; never stored in place of the text.
 */
export function textKey(text: string): string {
  // Most texts are plain ASCII: this path is several times faster, and every row is compared often.
  if (!UNPLAIN.test(text)) return text.trim().toLowerCase();
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
