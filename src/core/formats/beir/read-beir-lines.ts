import type { RejectList } from '../../data/reject-list';
import type { InputFile } from '../input-file';
import { readJsonRows } from '../read-json-rows';
import type { LineOptions } from '../read-lines';
import { isFields, type Fields } from '../training/format-reader';
import { readId } from '../training/row-ids';

/** A line of corpus.jsonl or queries.jsonl with a usable id that no earlier line has. */
export interface BeirLine {
  readonly id: string;
  readonly line: number;
  readonly fields: Fields;
}

/**
 * Reads the objects of corpus.jsonl or queries.jsonl that have an `_id` (or `id`). The others, and repeated
 * ids, go to `rejects`; `take` may return a reason to reject a line as well.
 * @returns remarks on the file
 */
export async function readBeirLines(
  file: InputFile,
  options: LineOptions,
  rejects: RejectList,
  take: (line: BeirLine) => string | undefined,
): Promise<string[]> {
  const source = readJsonRows(file, options);
  const lineOfId = new Map<string, number>();
  const readValue = (line: number, value: unknown): string | undefined => {
    if (!isFields(value)) return 'the line is not a JSON object';
    const id = readId(value['_id'] ?? value['id']);
    if (id === undefined) return 'there is no usable "_id"';
    const earlier = lineOfId.get(id);
    if (earlier !== undefined) return `the id ${id.slice(0, 60)} already stands in line ${earlier}`;
    const fault = take({ id, line, fields: value });
    if (fault === undefined) lineOfId.set(id, line);
    return fault;
  };
  for await (const batch of source.batches) {
    for (const row of batch) {
      if ('value' in row) {
        const reason = readValue(row.line, row.value);
        if (reason !== undefined) rejects.add({ file: file.path, line: row.line, reason });
      } else {
        const { kind, ...reject } = row;
        rejects.add({ file: file.path, ...reject }, kind);
      }
    }
  }
  return source.notes().map((note) => `${file.path}: ${note}`);
}
