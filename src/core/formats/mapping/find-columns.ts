import { isFields, type Fields } from '../training/format-reader';

/** More columns than these are not offered. */
const MOST = 60;
/** Objects inside objects inside the row. */
const DEPTH = 3;
/** Rows looked at: a column that comes later can still be named by hand. */
const ROWS = 100;

/**
 * Every column of the rows that holds texts or numbers, objects and lists entered: `positive.text`, `passages` for
 * all texts of a list and `passages[0]` for its first, `passages[].text` where the list holds objects.
 */
export function findColumns(rows: readonly Fields[]): string[] {
  const found = new Set<string>();
  for (const row of rows.slice(0, ROWS))
    for (const [key, value] of Object.entries(row)) enter(key, value, DEPTH, found);
  return [...found].slice(0, MOST);
}

function enter(path: string, value: unknown, depth: number, found: Set<string>): void {
  if (found.size >= MOST || value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[]; // `any` becomes `unknown`
    if (isFields(first) && depth > 0)
      for (const [key, inner] of Object.entries(first)) {
        enter(`${path}[].${key}`, inner, depth - 1, found);
        enter(`${path}[0].${key}`, inner, depth - 1, found);
      }
    else if (typeof first === 'string') found.add(path).add(`${path}[0]`);
  } else if (isFields(value)) {
    if (depth > 0)
      for (const [key, inner] of Object.entries(value)) enter(`${path}.${key}`, inner, depth - 1, found);
  } else found.add(path);
}
