import { textKey } from '../text/text-key';

const NOT_ASCII = /[^\x20-\x7e]/;
/** Signs that only structure a text. Others carry meaning: C++ is not C#, and 5 % not 5 $. */
const ASCII_SIGNS = /[\s!"'(),\-.:;?[\]_`{}]+/g;
const SIGNS = /[\s\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Pc}!"',.:;?`…¿¡·、。，！？：；]+/gu;

/**
 * The text without regard to case, white space and punctuation: words, digits and meaningful signs, one space between
 * them. A text of nothing else stays as its `textKey`.
 */
export function foldText(text: string): string {
  const key = textKey(text);
  return key.replace(NOT_ASCII.test(key) ? SIGNS : ASCII_SIGNS, ' ').trim() || key;
}
