/**
 * The form under which two texts count as the same: Unicode NFC, white space collapsed, case folded.
 * Used for duplicates, false negatives and leakage; never stored in place of the text.
 */
export function textKey(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
