import { locateJsonError } from '../formats/locate-json-error';
import { InputError } from '../input-error';

/**
 * Reads `{ query: { document: number } }`.
 * @throws InputError: no JSON (with its line), another shape, a number that is none or too large, an empty id, a grade that is
 * not whole
 */
export function readNestedNumbers(
  text: string,
  file: string,
  what: 'scores' | 'grades',
): Map<string, Map<string, number>> {
  const table = new Map<string, Map<string, number>>();
  for (const [query, values] of Object.entries(objectOf(parse(text, file), file, 'the file'))) {
    const place = `query ${JSON.stringify(query)}`;
    if (query === '') throw new InputError(file, 'a query has an empty id');
    const entries = Object.entries(objectOf(values, file, place));
    for (const [id, value] of entries) checkEntry(id, value, { file, place, what });
    table.set(query, new Map(entries as [string, number][])); // checked just above
  }
  return table;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown; // `any` becomes `unknown`: the callers check
  } catch {
    const line = text.slice(0, Math.max(0, locateJsonError(text))).split('\n').length;
    throw new InputError(file, 'not valid JSON', line);
  }
}

function objectOf(value: unknown, file: string, place: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InputError(file, `${place}: expected an object, { document: number }`);
}

function checkEntry(
  id: string,
  value: unknown,
  {
    file,
    place,
    what,
  }: { readonly file: string; readonly place: string; readonly what: 'scores' | 'grades' },
): void {
  if (id === '') throw new InputError(file, `${place}: a document has an empty id`);
  const fault = faultOf(value, what);
  if (fault !== null) throw new InputError(file, `${place}, document ${JSON.stringify(id)}: ${fault}`);
}

function faultOf(value: unknown, what: 'scores' | 'grades'): string | null {
  // 1e999 is valid JSON and becomes Infinity.
  if (value === Infinity || value === -Infinity) return 'the number is too large';
  if (typeof value === 'number' && (what === 'scores' || Number.isInteger(value))) return null;
  return `${JSON.stringify(value)} is not ${what === 'scores' ? 'a number' : 'a whole number'}`;
}
