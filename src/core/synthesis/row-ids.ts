import { exactHash } from '../text/text-hash';

/**
 * Ids of rows: what a row is made from and how, hashed, then what tells rows of one source apart. The same source, method
 * and prompts give the same ids, so that work that was stopped finds its rows. All rows before one dot are made together.
 */
export function unitId(parts: readonly unknown[]): string {
  return exactHash(JSON.stringify(parts)).toString(36);
}

export const ROW_MARKS = {
  /** The query itself, with an own row for each. */
  base: '0',
  /** A query invented for a document, by number. */
  invented: (at: number): string => `q${at}`,
  paraphrase: (at: number): string => `p${at}`,
  /** Through a language. */
  translated: (language: string): string => `b${exactHash(language.toLowerCase()).toString(36)}`,
} as const;

export function rowId(unit: string, mark: string): string {
  return `${unit}.${mark}`;
}

/** The rows that are made together with a row have the same. */
export function unitOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

export function isParaphrase(id: string): boolean {
  return /\.p\d+$/.test(id);
}
