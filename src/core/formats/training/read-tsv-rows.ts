import type { InputFile } from '../input-file';
import type { JsonRow, JsonRowReader } from '../read-json-rows';
import { readLines, type Line, type LineOptions } from '../read-lines';
import { hasFamily, PAIR_FAMILIES, TRIPLET_FAMILIES } from './key-family';

/** MS MARCO's triples have no header. */
const MS_MARCO = ['query', 'positive', 'negative'];

interface Columns {
  readonly names: readonly string[];
  readonly header: boolean;
}

/**
 * The columns of tab-separated training rows, by the first line that is not blank: a header with the keys of a
 * format, or three columns of which the last two are texts (ids have no spaces). Undefined for any other file.
 */
export function tsvColumns(start: string): Columns | undefined {
  const first = start
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.replace(/\r$/, '');
  if (first === undefined || !first.includes('\t') || /^\s*[{[]/.test(first)) return undefined;
  const cells = first.split('\t').map(unquote);
  const row = Object.fromEntries(cells.map((cell) => [cell, '']));
  if ([...TRIPLET_FAMILIES, ...PAIR_FAMILIES].some((family) => hasFamily(row, family)))
    return { names: cells, header: true };
  const isTriple = cells.length === 3 && cells.slice(1).every((cell) => cell.trim().includes(' '));
  return isTriple ? { names: MS_MARCO, header: false } : undefined;
}

/** Reads each line as an object under the names of the columns. Cells quoted as in CSV are unquoted. */
export function readTsvRows(file: InputFile, columns: Columns, options: LineOptions): JsonRowReader {
  const lines = readLines(file, options);
  const notes = [
    columns.header
      ? 'This file is tab-separated with a header.'
      : 'This file is tab-separated without a header; it was read as query, positive, negative.',
  ];
  return {
    batches: generateRows(lines.batches, columns, notes),
    notes: () => [...lines.notes(), ...notes],
  };
}

async function* generateRows(
  batches: AsyncIterable<readonly Line[]>,
  { names, header }: Columns,
  notes: string[],
): AsyncGenerator<readonly JsonRow[]> {
  let headerAhead = header;
  let blanks = 0;
  for await (const batch of batches) {
    const rows: JsonRow[] = [];
    for (const { line, text, fault } of batch) {
      if (fault !== undefined) rows.push({ line, reason: fault, kind: fault });
      else if (text.trim() === '') blanks++;
      else if (headerAhead) headerAhead = false;
      else rows.push(readRow(line, text, names));
    }
    yield rows;
  }
  if (blanks > 0) notes.push(`${blanks} blank ${blanks === 1 ? 'line was' : 'lines were'} skipped.`);
}

function readRow(line: number, text: string, names: readonly string[]): JsonRow {
  const cells = text.split('\t');
  if (cells.length !== names.length) {
    const reason = `the line has ${cells.length} ${cells.length === 1 ? 'column' : 'columns'}, not ${names.length}`;
    return { line, reason, kind: reason };
  }
  return { line, value: Object.fromEntries(names.map((name, i) => [name, unquote(cells[i] ?? '')])) };
}

function unquote(cell: string): string {
  if (cell.length < 2 || !cell.startsWith('"') || !cell.endsWith('"')) return cell;
  const inner = cell.slice(1, -1);
  // A quotation mark that is not doubled: the marks belong to the text.
  return inner.replaceAll('""', '').includes('"') ? cell : inner.replaceAll('""', '"');
}
