import type { InputFile } from '../input-file';
import type { JsonRow, JsonRowReader } from '../read-json-rows';
import { readLines, type Line, type LineOptions } from '../read-lines';

/** Cells of one line: MS MARCO's triples of ids, or GPL's with the margin of a teacher. */
const COLUMNS = [3, 4];

/**
 * Whether a file that begins so is a table of ids: three tab-separated columns, or four of which the last is a number;
 * an id has no white space. Judgements, whose last column is a small whole number, are not.
 */
export function isIdTable(start: string): boolean {
  const rows = firstLines(start).map((line) => line.split('\t'));
  return !isJudgements(start) && isMost(rows, isTriple);
}

function isTriple(cells: readonly string[]): boolean {
  return (
    COLUMNS.includes(cells.length) &&
    cells.every((cell) => /^[^\s"{}[\]]+$/.test(cell)) &&
    (cells.length === 3 || isNumber(cells[3]))
  );
}

/** Whether a file that begins so holds relevance judgements, as BEIR (with or without header) or TREC writes them. */
export function isJudgements(start: string): boolean {
  const rows = firstLines(start).map((line) => line.trim().split(/\s+/));
  const isHeader = /^query[-_]?id$/i.test(rows[0]?.[0] ?? '');
  return isMost(isHeader && rows.length > 1 ? rows.slice(1) : rows, isJudgement);
}

/** The grade is a small whole number, which tells it from an id. */
function isJudgement(cells: readonly string[]): boolean {
  const isBeir = cells.length === 3;
  const isTrec = cells.length === 4 && /^(?:0|Q0)$/.test(cells[1] ?? '');
  return (isBeir || isTrec) && /^-?\d{1,2}$/.test(cells.at(-1) ?? '');
}

function isMost<T>(items: readonly T[], is: (item: T) => boolean): boolean {
  return 2 * items.filter(is).length > items.length;
}

/** Reads each line as an object that the reader of `triples of ids` takes. */
export function readIdTable(file: InputFile, options: LineOptions): JsonRowReader {
  const lines = readLines(file, options);
  const notes: string[] = [];
  return { batches: generateRows(lines.batches, notes), notes: () => [...lines.notes(), ...notes] };
}

async function* generateRows(
  batches: AsyncIterable<readonly Line[]>,
  notes: string[],
): AsyncGenerator<readonly JsonRow[]> {
  let blanks = 0;
  for await (const batch of batches) {
    const rows: JsonRow[] = [];
    for (const { line, text, fault } of batch) {
      if (fault !== undefined) rows.push({ line, reason: fault, kind: fault });
      else if (text.trim() === '') blanks++;
      else rows.push(readRow(line, text));
    }
    yield rows;
  }
  if (blanks > 0) notes.push(`${blanks} blank ${blanks === 1 ? 'line was' : 'lines were'} skipped.`);
}

function readRow(line: number, text: string): JsonRow {
  const cells = text.split('\t');
  if (!COLUMNS.includes(cells.length)) {
    const columns = cells.length === 1 ? 'column' : 'columns';
    const reason = `the line has ${cells.length} ${columns}, not 3 (ids of query, positive and negative) or 4 (with a margin)`;
    return { line, reason, kind: reason };
  }
  const [query, positive, negative, margin] = cells;
  return {
    line,
    value: {
      table_query_id: query,
      table_positive_id: positive,
      table_negative_id: negative,
      ...(margin === undefined ? {} : { table_margin: margin }),
    },
  };
}

/** Up to 50 lines that are not blank; the last may be cut off and is only taken where there is no other. */
function firstLines(start: string): string[] {
  const lines = start.split('\n').map((line) => line.replace(/\r$/, ''));
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.filter((line) => line.trim() !== '').slice(0, 50);
}

function isNumber(text = ''): boolean {
  return /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text);
}
