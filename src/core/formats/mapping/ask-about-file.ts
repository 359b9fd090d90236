import { InputError } from '../../input-error';
import { expandFiles } from '../archive';
import type { InputFile } from '../input-file';
import { openRows } from '../open-rows';
import type { ReadOptions } from '../read-options';
import { isFields } from '../training/format-reader';
import { mappingQuestion, type SampleRow } from './ask-mapping';
import type { MappingQuestion } from './column-mapping';

/** Rows looked at: as many as when the file is opened, so that the same columns are found. */
const SAMPLE = 1000;

/**
 * What to ask about one of the files the user gave, when they want it read by other columns than Kennel took.
 * @throws InputError when it has no rows with columns
 */
export async function askAboutFile(
  given: readonly InputFile[],
  path: string,
  options: ReadOptions = {},
): Promise<MappingQuestion> {
  const file = (await expandFiles(given, options)).find((candidate) => candidate.path === path);
  if (!file) throw new InputError(path, 'there is no such file among those that were opened');
  const source = await openRows(file, { signal: options.signal });
  const rows: SampleRow[] = [];
  for await (const batch of source.batches) {
    for (const row of batch)
      if ('value' in row && isFields(row.value)) rows.push({ line: row.line, value: row.value });
    if (rows.length >= SAMPLE) break;
  }
  const question = mappingQuestion(path, rows);
  if (!question) throw new InputError(path, 'its rows have no columns that could be chosen');
  return question;
}
