import { fileName, type InputFile } from '../input-file';
import type { JsonRow, JsonRowReader } from '../read-json-rows';
import { readLines, type Line, type LineOptions } from '../read-lines';

const NAME = /collection|corpus|passage|doc|quer/i;

/**
 * Whether a file is a table of texts by id, as MS MARCO's collection.tsv and queries.tsv: two tab-separated columns
 * without header, the first an id. Pairs look the same, so the name has to say so too.
 */
export function isTextTable(file: InputFile, start: string): boolean {
  if (!NAME.test(fileName(file)) || /^\s*[{[]/.test(start)) return false;
  const lines = start.split('\n').filter((line) => line.trim() !== '');
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.length > 0 && whole.slice(0, 50).every((line) => /^[^\s"{}[\]]+\t[^\t]+$/.test(line));
}

/** Reads each line as an object with `id` and `text`. */
export function readTextTable(file: InputFile, options: LineOptions): JsonRowReader {
  const lines = readLines(file, options);
  return { batches: generateRows(lines.batches), notes: () => lines.notes() };
}

async function* generateRows(batches: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly JsonRow[]> {
  for await (const batch of batches)
    yield batch.filter(({ text, fault }) => fault !== undefined || text.trim() !== '').map(readRow);
}

function readRow({ line, text, fault }: Line): JsonRow {
  const tab = text.indexOf('\t');
  const reason = fault ?? (tab < 0 ? 'the line has no tab between id and text' : undefined);
  if (reason !== undefined) return { line, reason, kind: reason };
  return { line, value: { id: text.slice(0, tab), text: text.slice(tab + 1) } };
}
