import { fileName, type InputFile } from '../input-file';
import { memoryFile } from '../memory-file';
import { isParquet, parquetColumns } from '../parquet/read-parquet-rows';
import { readJsonRows } from '../read-json-rows';
import { isFields, type Fields } from '../training/format-reader';
import { FORMAT_READERS } from '../training/format-readers';
import { isPreference } from '../preferences/is-preference';
import { startOfFile } from '../training/start-of-file';
import { namesByIds } from './by-id-readers';
import { isIdTable, isJudgements } from './read-id-table';
import { ID_KEYS, PASSAGE_KEYS, QUERY_KEYS } from './read-id-texts';
import { isTextTable } from './read-text-table';

/**
 * What a file is for among others: rows that name texts by id, the texts they name, judgements, preferences. All
 * else, training rows among it, is 'other'.
 */
export type FileRole = 'id rows' | 'passages' | 'queries' | 'judgements' | 'preferences' | 'other';

/** Tells a file's role by its beginning; where passages and queries look alike, by its name. */
export async function fileRole(file: InputFile): Promise<FileRole> {
  const start = await startOfFile(file);
  if (isJudgements(start)) return 'judgements';
  if (isIdTable(start)) return 'id rows';
  const isQueries = /quer/i.test(fileName(file));
  if (isTextTable(file, start)) return isQueries ? 'queries' : 'passages';
  const sample = isParquet(start) ? [await columnsAsRow(file)] : await firstObjects(start);
  const most = (is: (row: Fields) => boolean): boolean =>
    sample.length > 0 && 2 * sample.filter(is).length > sample.length;
  if (most(isPreference)) return 'preferences';
  if (most(namesByIds)) return 'id rows';
  const hasQueryId = (row: Fields): boolean => 'query_id' in row || 'qid' in row;
  if (most((row) => isText(row, QUERY_KEYS) && (isQueries || hasQueryId(row)))) return 'queries';
  return most((row) => isText(row, PASSAGE_KEYS)) ? 'passages' : 'other';
}

function isText(row: Fields, keys: readonly string[]): boolean {
  return (
    ID_KEYS.some((key) => key in row) &&
    keys.some((key) => key in row) &&
    FORMAT_READERS.every((reader) => reader.recognise([row]) === 0)
  );
}

/** A table has the same keys in each row; what stands under them does not matter here. */
async function columnsAsRow(file: InputFile): Promise<Fields> {
  const columns = await parquetColumns(file, {});
  return Object.fromEntries(columns.map((column) => [column, '']));
}

/** Those objects that lie in the beginning as a whole. */
async function firstObjects(start: string): Promise<Fields[]> {
  const objects: Fields[] = [];
  for await (const batch of readJsonRows(memoryFile('start', start)).batches)
    for (const row of batch) if ('value' in row && isFields(row.value)) objects.push(row.value);
  return objects;
}
