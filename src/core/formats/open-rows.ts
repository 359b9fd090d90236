import type { InputFile } from './input-file';
import { isIdTable, readIdTable } from './by-id/read-id-table';
import { isTextTable, readTextTable } from './by-id/read-text-table';
import { readJsonRows, type JsonRowReader } from './read-json-rows';
import type { LineOptions } from './read-lines';
import { readTsvRows, tsvColumns } from './training/read-tsv-rows';
import { startOfFile } from './training/start-of-file';

/** Opens a file of rows as objects, whatever form it has: JSON, a table or Parquet. The content decides. */
export async function openRows(file: InputFile, options: LineOptions): Promise<JsonRowReader> {
  const start = await startOfFile(file);
  const columns = tsvColumns(start);
  if (columns) return readTsvRows(file, columns, options);
  if (isIdTable(start)) return readIdTable(file, options);
  if (isTextTable(file, start)) return readTextTable(file, options);
  return readJsonRows(file, options);
}
