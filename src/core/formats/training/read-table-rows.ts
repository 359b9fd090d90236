import type { InputFile } from '../input-file';
import type { JsonRow, JsonRowReader } from '../read-json-rows';
import { readLines, type Line, type LineOptions } from '../read-lines';
import { createNoteCounter } from '../../data/note-counter';
import { createCsvReader, type CsvRecord, type FaultyRecord } from './csv-records';
import { createCellReader } from './table-cells';
import type { TableLayout } from './table-layout';

const AS_IT_STANDS = 'Read as it stands, because its quotation marks are not doubled as in CSV';

/**
 * Reads each record of a table as an object under the names of the columns; its line is the one on which it starts.
 * Memory is bounded by the longest record.
 */
export function readTableRows(file: InputFile, layout: TableLayout, options: LineOptions): JsonRowReader {
  const lines = readLines(file, options);
  const table = createTable(layout);
  return {
    batches: generateRows(lines.batches, table, layout),
    notes: () => [...lines.notes(), ...layout.notes, ...table.notes()],
  };
}

async function* generateRows(
  batches: AsyncIterable<readonly Line[]>,
  table: ReturnType<typeof createTable>,
  { delimiter, quoted }: TableLayout,
): AsyncGenerator<readonly JsonRow[]> {
  const reader = createCsvReader({ delimiter, quoted });
  for await (const batch of batches) yield table.rows(reader.push(batch));
  yield table.rows(reader.end());
}

/** Records to rows. */
function createTable({ names, header, quoted, delimiter }: TableLayout) {
  const cellReader = createCellReader(names);
  const remarks = createNoteCounter();
  let headerAhead = header;
  let blanks = 0;

  const readCells = (line: number, cells: readonly string[]): JsonRow => {
    if (cells.length !== names.length) {
      const what = cells.length === 1 ? 'column' : 'columns';
      const reason = `the ${quoted ? 'record' : 'line'} has ${cells.length} ${what}, not ${names.length}`;
      return { line, reason, kind: reason };
    }
    const row = cellReader.read(cells);
    return 'reason' in row ? { line, ...row, kind: row.reason } : { line, value: row.value };
  };
  const readFaulty = ({ line, column, fault, text }: FaultyRecord): JsonRow => {
    // Only tabs never stand in texts, so that a line with odd quotation marks can still be cut at them.
    const cells = delimiter === '\t' ? text?.split(delimiter) : undefined;
    if (cells?.length === names.length) {
      remarks.add(AS_IT_STANDS, line);
      return readCells(line, cells);
    }
    return { line, ...(column === undefined ? {} : { column }), reason: fault, kind: fault };
  };
  return {
    rows(records: readonly CsvRecord[]): JsonRow[] {
      const rows: JsonRow[] = [];
      for (const record of records) {
        if ('cells' in record && record.cells.every((cell) => cell.trim() === '')) blanks++;
        else if (headerAhead && 'cells' in record) headerAhead = false;
        else if ('fault' in record) {
          headerAhead = false;
          rows.push(readFaulty(record));
        } else rows.push(readCells(record.line, quoted ? record.cells : record.cells.map(unquote)));
      }
      return rows;
    },
    notes: (): string[] => [
      ...(cellReader.lists.size === 0
        ? []
        : [`Cells of ${[...cellReader.lists].join(', ')} were read as lists in JSON.`]),
      ...remarks.notes(),
      ...(blanks > 0 ? [`${blanks} blank ${blanks === 1 ? 'line was' : 'lines were'} skipped.`] : []),
    ],
  };
}

/** A whole cell quoted as in CSV; marks inside that are not doubled belong to the text. */
function unquote(cell: string): string {
  if (cell.length < 2 || !cell.startsWith('"') || !cell.endsWith('"')) return cell;
  const inner = cell.slice(1, -1);
  return inner.replaceAll('""', '').includes('"') ? cell : inner.replaceAll('""', '"');
}
