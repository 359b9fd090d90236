import Papa from 'papaparse';
import type { Line } from '../read-lines';

/** One record of a table: its cells, or why it cannot be used. `line` is the physical line on which it starts. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] } | FaultyRecord;

export interface FaultyRecord {
  readonly line: number;
  readonly column?: number;
  readonly fault: string;
  /** The line itself, where its quotation marks are the fault. */
  readonly text?: string;
}

export interface CsvDialect {
  readonly delimiter: string;
  /** Cells may stand in quotation marks and then span lines; else each line is a record, taken as it stands. */
  readonly quoted: boolean;
}

export interface CsvReader {
  /** Takes the next lines; gives the records that are complete. */
  push(lines: readonly Line[]): CsvRecord[];
  /** What is left when the file ends. */
  end(): CsvRecord[];
}

const MISQUOTED = 'a quotation mark inside a quoted cell is not doubled ("")';
const UNCLOSED = 'a cell opens with a quotation mark that is never closed';

/** Lines parsed at a stretch while all goes well. */
const MOST_LINES = 8192;
/** Characters of one record, as for the elements of a JSON array. */
const MOST_CHARACTERS = 64 * 2 ** 20;
/** Stands for a line whose text is not known. A good line holds no NUL. */
const FAULTY = '\0';

/** What papaparse answers, as far as it is used here. */
interface Parsed {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly row: number; readonly index: number }[];
}

/**
 * Parses CSV line by line. After a record with faulty quotation marks it goes on with the line after the one on
 * which that record starts, so that one stray mark does not swallow the rest of the file: the parser is then given
 * one line, and twice as many each time that goes well. Memory is bounded by the longest record.
 */
export function createCsvReader({ delimiter, quoted }: CsvDialect): CsvReader {
  const parser = new Papa.Parser({ delimiter, newline: '\n', ...(quoted ? {} : { fastMode: true }) });
  let queue: Line[] = [];
  let head = 0;
  let window = MOST_LINES;
  /** Lines to wait for before the record that lies at the head is tried again. */
  let wanted = 0;

  /** Parses the next lines of the queue. False when more of them are needed. */
  const step = (records: CsvRecord[], final: boolean): boolean => {
    const available = queue.length - head;
    if (available < wanted && !final) return false;
    const lines = queue.slice(head, head + window);
    const text = textOf(lines);
    const parsed = parser.parse(text, 0, true) as Parsed; // typed as any by the library
    const [error] = parsed.errors;
    const good = error === undefined ? parsed.data.length : error.row;
    let at = 0;
    for (const cells of parsed.data.slice(0, good)) {
      const end = at + 1 + lineFeeds(cells);
      records.push(recordOf(lines, at, end, cells));
      at = end;
    }
    let misread: CsvRecord | undefined;
    if (error !== undefined) misread = misquoted(lines, at, error.index);
    else if (at === 0 && (text.length > MOST_CHARACTERS || (final && lines.length === available)))
      misread = { line: lineOf(lines, 0), fault: UNCLOSED, text: lines[0]?.text ?? '' };
    wanted = 0;
    if (misread !== undefined) {
      records.push(misread);
      at++;
      window = 1;
    } else if (at > 0) window = Math.min(2 * window, MOST_LINES);
    else if (lines.length === available) wanted = 2 * available;
    else window *= 2; // one record is longer than the lines that were parsed
    head += at;
    return true;
  };
  const run = (final: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    while (head < queue.length && step(records, final));
    if (head > 0) queue = queue.slice(head); // not at every push while a long record gathers
    head = 0;
    return records;
  };
  return {
    push(lines) {
      for (const line of lines) queue.push(line);
      return run(false);
    },
    end: () => run(true),
  };
}

function textOf(lines: readonly Line[]): string {
  let text = '';
  for (const line of lines) text += isUnknown(line) ? `${FAULTY}\n` : `${line.text}\n`;
  return text;
}

/** A line with NUL bytes comes with its text, other faulty ones without. */
function isUnknown({ text, fault }: Line): boolean {
  return fault !== undefined && !text.includes(FAULTY);
}

function lineFeeds(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells)
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}

function recordOf(lines: readonly Line[], from: number, to: number, cells: readonly string[]): CsvRecord {
  const line = lineOf(lines, from);
  for (let i = from; i < to; i++) {
    const fault = lines[i]?.fault;
    if (fault !== undefined) return { line, fault };
  }
  return { line, cells };
}

/** `index`: of the character after the quotation mark that opens the faulty cell. */
function misquoted(lines: readonly Line[], at: number, index: number): CsvRecord {
  const column = index - textOf(lines.slice(0, at)).length;
  const first = lines[at];
  const line = lineOf(lines, at);
  if (first?.fault !== undefined) return { line, fault: first.fault };
  const text = first?.text ?? '';
  // The faulty cell may be on a later line of the record.
  return { line, ...(column <= text.length ? { column } : {}), fault: MISQUOTED, text };
}

function lineOf(lines: readonly Line[], at: number): number {
  return lines[at]?.line ?? 0;
}
