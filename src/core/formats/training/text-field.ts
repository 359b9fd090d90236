import { isFields, type Fields } from './format-reader';

/** A usable text, or what is wrong with it (a phrase that follows the key: "is empty"). */
export type TextField = { readonly text: string } | { readonly fault: string };

/** The search for any half character is several times faster than that for a lone one. */
const SURROGATE = /[\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Checks that a value is a text to train on: a string, not blank, without NUL, valid Unicode. Repairs nothing. */
export function checkText(value: unknown, key: string): TextField {
  if (typeof value !== 'string') return { fault: describeWrongType(value, key) };
  if (value === '') return { fault: 'is empty' };
  if (value.trim() === '') return { fault: 'is only white space' };
  if (value.includes('\0')) return { fault: 'contains a NUL character' };
  if (SURROGATE.test(value) && LONE_SURROGATE.test(value))
    return { fault: 'contains half a character (a lone surrogate)' };
  return { text: value };
}

/** Like `checkText` for one key of a row; the fault names the key. */
export function readText(row: Fields, key: string): TextField {
  if (!(key in row)) return { fault: `there is no "${key}"` };
  const field = checkText(row[key], key);
  return 'text' in field ? field : { fault: `"${key}" ${field.fault}` };
}

function describeWrongType(value: unknown, key: string): string {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is null';
  if (Array.isArray(value)) return `is a list of ${value.length}, where the other rows have one text`;
  if (value instanceof Uint8Array) return 'is binary data that is no UTF-8 text';
  if (isFields(value)) {
    const inner = Object.keys(value).find((name) => typeof value[name] === 'string');
    const hint = inner === undefined ? '' : `; its text may be in ${key}.${inner.slice(0, 40)}`;
    return `is an object, not text${hint}`;
  }
  return `is a ${typeof value} (${JSON.stringify(value)}), not text`;
}
