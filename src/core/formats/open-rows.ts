import type { InputFile } from './input-file';
import { isIdTable, readIdTable } from './by-id/read-id-table';
import { isTextTable, readTextTable } from './by-id/read-text-table';
import { isParquet, readParquetRows } from './parquet/read-parquet-rows';
import { readJsonRows, type JsonRowReader } from './read-json-rows';
import type { LineOptions } from './read-lines';
import { readTableRows } from './training/read-table-rows';
import { startOfFile } from './training/start-of-file';
import { knownTable, unknownTable } from './training/table-layout';

/** Opens a file of rows as objects, whatever form it has: JSON, a table or Parquet. The content decides. */
export async function openRows(file: InputFile, options: LineOptions): Promise<JsonRowReader> {
  const start = await startOfFile(file);
  if (isParquet(start)) return readParquetRows(file, options);
  const table = knownTable(start);
  if (table) return readTableRows(file, table, options);
  if (isIdTable(start)) return readIdTable(file, options);
  if (isTextTable(file, start)) return readTextTable(file, options);
  const unknown = unknownTable(start, file.path);
  return unknown ? readTableRows(file, unknown, options) : readJsonRows(file, options);
}
