import { createArraySplitter } from './array-elements';
import type { InputFile } from './input-file';
import { locateJsonError } from './locate-json-error';
import { readLines, type Line, type LineOptions } from './read-lines';

/** One JSON value, or why there is none. */
export type JsonRow =
  | { readonly line: number; readonly value: unknown }
  | {
      readonly line: number;
      readonly column?: number;
      readonly reason: string;
      /** The reason without what it quotes, for grouping. */
      readonly kind: string;
    };

export interface JsonRowReader {
  readonly batches: AsyncIterable<readonly JsonRow[]>;
  /** Remarks on the whole file; complete once `batches` is. */
  notes(): string[];
}

/**
 * Reads the values of a JSON Lines file or, where the first line opens a list of objects, the elements of one
 * JSON array. Blank lines are counted, not read. Memory is bounded by the longest value.
 */
export function readJsonRows(file: InputFile, options: LineOptions = {}): JsonRowReader {
  const lines = readLines(file, options);
  const notes: string[] = [];
  return {
    batches: generateRows(lines.batches, notes),
    notes: () => [...lines.notes(), ...notes],
  };
}

async function* generateRows(
  batches: AsyncIterable<readonly Line[]>,
  notes: string[],
): AsyncGenerator<readonly JsonRow[]> {
  let array: ReturnType<typeof createArraySplitter> | undefined;
  let undecided = true;
  let blanks = 0;
  for await (const batch of batches) {
    const rows: JsonRow[] = [];
    for (const line of batch) {
      if (line.fault !== undefined) {
        rows.push({ line: line.line, reason: line.fault, kind: line.fault });
        continue;
      }
      const blank = line.text.trim() === '';
      if (undecided && !blank) {
        undecided = false;
        if (/^\s*\[\s*(?:\{|$)/.test(line.text)) array = createArraySplitter();
      }
      if (array) for (const element of array.push(line.line, line.text)) rows.push(parse(element));
      else if (blank) blanks++;
      else rows.push(parse(line));
    }
    yield rows;
  }
  if (array) {
    yield array.end().map(parse);
    notes.push('This file is one JSON array, not JSON Lines; it was read as an array.');
  }
  if (blanks > 0) notes.push(`${blanks} blank ${blanks === 1 ? 'line was' : 'lines were'} skipped.`);
}

function parse({ line, text, fault }: Line): JsonRow {
  if (fault !== undefined) return { line, reason: `${fault}: ${excerpt(text, 0)}`, kind: fault };
  try {
    return { line, value: JSON.parse(text) as unknown }; // `any` becomes `unknown`: the callers check
  } catch {
    return describeFault(line, text);
  }
}

function describeFault(line: number, text: string): JsonRow {
  const kind = 'not valid JSON';
  const format = recogniseFormat(text);
  if (format !== undefined) return { line, reason: `${kind}: ${format}`, kind };
  const at = Math.max(0, locateJsonError(text));
  if (text.includes('\n')) return { line, reason: `${kind}: ${excerpt(text, at)}`, kind };
  const column = at + 1;
  const where = at >= text.length ? `the line ends too early, at column ${column}` : `at column ${column}`;
  return { line, column, reason: `${kind}, ${where}: ${excerpt(text, at)}`, kind };
}

/** The keys of rows, as the first line of a table would have them. */
const COLUMN =
  /^\s*"?(?:_?id|query|queries|anchor|positive|negative|passage|document|question|answer|text|title|sentence[123])"?\s*$/i;

/** What else a line is that is no JSON, where it shows. */
function recogniseFormat(text: string): string | undefined {
  if (/\}[ \t]*\r[ \t\r]*\{/.test(text))
    return 'the line ends are bare carriage returns (CR); save the file with LF or CRLF line ends';
  const separator = [',', '\t', ';'].find((candidate) => text.includes(candidate));
  if (separator === undefined || text.length > 1000 || /[{[]/.test(text)) return undefined;
  const columns = text.split(separator);
  if (columns.filter((column) => COLUMN.test(column)).length < 2) return undefined;
  return `this looks like ${separator === '\t' ? 'TSV' : 'CSV'}; Kennel reads JSON Lines`;
}

/** A few words around an index. Copied character by character, or the piece would keep the whole file alive. */
function excerpt(text: string, at: number): string {
  const from = Math.max(0, Math.min(at, text.length) - 30);
  const piece = Array.from(text.slice(from, from + 60).replace(/\s+/gu, ' ')).join('');
  return `${from > 0 ? '…' : ''}${piece}${from + 60 < text.length ? '…' : ''}`;
}
