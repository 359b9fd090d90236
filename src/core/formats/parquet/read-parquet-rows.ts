import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type FileMetaData,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { InputError } from '../../input-error';
import type { InputFile } from '../input-file';
import { createPause } from '../pause';
import type { JsonRow, JsonRowReader } from '../read-json-rows';
import type { LineOptions } from '../read-lines';
import { plainRow } from './plain-row';
import { openBytes } from './parquet-bytes';

/** Rows handed on at a time. */
const BATCH = 1000;

/** Whether a file that begins so is Parquet. */
export function isParquet(start: string): boolean {
  return start.startsWith('PAR1');
}

/** Names of the columns at the top. @throws InputError when the file is damaged */
export async function parquetColumns(file: InputFile, options: LineOptions): Promise<string[]> {
  const bytes = await openBytes(file, { signal: options.signal });
  return guarded(file.path, 'its table of contents cannot be read', async () => {
    const metadata = await parquetMetadataAsync(bytes);
    return parquetSchema(metadata).children.map(({ element }) => element.name);
  });
}

/**
 * Reads the rows of a Parquet file as objects under the names of the columns, one row group at a time; `line` is the
 * number of the row, from 1. An empty cell is an absent key. Memory is bounded by the largest row group.
 */
export function readParquetRows(file: InputFile, options: LineOptions): JsonRowReader {
  const notes = ['This is a Parquet file: line numbers count its rows.'];
  return { batches: generateRows(file, options), notes: () => notes };
}

async function* generateRows(file: InputFile, options: LineOptions): AsyncGenerator<readonly JsonRow[]> {
  const bytes = await openBytes(file, options);
  const pause = createPause(options.signal);
  const { metadata, counts } = await guarded(file.path, 'its table of contents cannot be read', async () => {
    const contents = await parquetMetadataAsync(bytes);
    return { metadata: contents, counts: groupSizes(file.path, contents) };
  });
  let rowStart = 0;
  for (const count of counts) {
    const where = `rows ${rowStart + 1} to ${rowStart + count} cannot be read`;
    const objects = await guarded(file.path, where, () =>
      parquetReadObjects({
        file: bytes,
        metadata,
        rowStart,
        rowEnd: rowStart + count,
        compressors,
        parsers: { stringFromBytes: decodeText },
      }),
    );
    if (objects.length !== count) throw damaged(file.path, where);
    for (let at = 0; at < count; at += BATCH) {
      await pause();
      const first = rowStart + at + 1;
      yield objects.slice(at, at + BATCH).map((row, i) => ({ line: first + i, value: plainRow(row) }));
    }
    rowStart += count;
  }
}

/** Rows of each row group, where the table of contents makes sense: the library does not look. */
function groupSizes(path: string, metadata: FileMetaData): number[] {
  const wanted = leavesOf(parquetSchema(metadata)).sort().join();
  const counts = metadata.row_groups.map(({ num_rows, columns }) => {
    const found = columns.map(({ meta_data }) => (meta_data?.path_in_schema ?? []).join('.'));
    return found.sort().join() === wanted ? Number(num_rows) : NaN;
  });
  const isCount = (count: number): boolean => Number.isInteger(count) && count >= 0 && count < 2 ** 31;
  if (!counts.every(isCount)) throw damaged(path, 'its table of contents cannot be read');
  return counts.filter((count) => count > 0);
}

function leavesOf({ children, path }: SchemaTree): string[] {
  return children.length === 0 ? [path.join('.')] : children.flatMap(leavesOf);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes that are no text stay bytes, so that the row is listed with that reason. */
function decodeText(bytes: Uint8Array | undefined): string | Uint8Array | undefined {
  try {
    return bytes && utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

/** The library throws all kinds of errors at damaged files. */
async function guarded<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError || (error instanceof Error && error.name === 'AbortError')) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw damaged(path, `${what} (${detail.slice(0, 120)})`);
  }
}

function damaged(path: string, what: string): InputError {
  return new InputError(path, `the Parquet file is damaged, or of a kind that is not supported: ${what}`);
}
