import { sameText } from '../../text/same-text';
import { checkText } from './text-field';

/** Remarks of readers, summed up per file. */
export const MISSING_NEGATIVE = 'Used as pairs, because the negative is missing';
const SAME_AS_POSITIVE =
  'Negative left out, because it is the same text as the positive (training on it would push a passage away from itself)';

/**
 * A negative worth training on, or a remark on why it is none. A bad negative never costs the row: the row
 * becomes a pair.
 */
export function usefulNegative(
  value: unknown,
  key: string,
  positives: readonly string[],
): { readonly text: string } | { readonly remark: string } {
  if (value === undefined) return { remark: MISSING_NEGATIVE };
  const field = checkText(value, key);
  if (!('text' in field)) return { remark: `Negative left out, because it ${withoutValue(field.fault)}` };
  return positives.some((positive) => sameText(positive, field.text)) ? { remark: SAME_AS_POSITIVE } : field;
}

/** Remarks are counted by their text, so they must not quote the row. */
function withoutValue(fault: string): string {
  return fault
    .replace(/ \(.*?\)/u, '')
    .replace(/;.*|of \d+,.*/u, '')
    .trim();
}
