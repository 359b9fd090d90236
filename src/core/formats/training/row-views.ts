import type { Fields, ParsedRow } from './format-reader';
import { readText } from './text-field';

/** What an LLM made of a row (Syntriever's stage 1), and how its passage was made, each where the row has it. */
export function rowViews(row: Fields, remarks: string[]): Pick<ParsedRow, 'synthetic' | 'cot' | 'paradigm'> {
  const synthetic = readView(row, 'synthetic_positive', remarks);
  const cot = readView(row, 'cot', remarks);
  const verified = row['verified'] ?? true;
  if (typeof verified !== 'boolean') {
    remarks.push('Synthetic positive taken as not verified, because "verified" is neither true nor false');
  }
  return {
    ...(synthetic === undefined ? {} : { synthetic: { text: synthetic, verified: verified === true } }),
    ...(cot === undefined ? {} : { cot }),
    ...rowParadigm(row),
  };
}

/** How the passage of the row was made, where the row says so. */
export function rowParadigm({ paradigm }: Fields): Pick<ParsedRow, 'paradigm'> {
  return typeof paradigm === 'string' && paradigm !== '' ? { paradigm } : {};
}

/** An absent, null or empty view is simply not there; any other fault is worth a remark. */
function readView(row: Fields, key: string, remarks: string[]): string | undefined {
  const value = row[key] ?? '';
  if (value === '') return undefined;
  const field = readText(row, key);
  if ('text' in field) return field.text;
  remarks.push(`"${key}" left out, because it is not a usable text`);
  return undefined;
}
