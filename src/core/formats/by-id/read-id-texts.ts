import type { FileReport } from '../../data/file-report';
import { createRejectList, type RejectList } from '../../data/reject-list';
import { InputError } from '../../input-error';
import { passageText } from '../beir/read-beir-training';
import { fileName, type InputFile } from '../input-file';
import type { LineOptions } from '../read-lines';
import { openRows } from '../open-rows';
import { isFields, type Fields } from '../training/format-reader';
import { readId } from '../training/row-ids';
import { checkText } from '../training/text-field';
import type { IdTexts } from './id-texts';

/** Keys under which tools keep the id and the text of a passage or a query. */
export const ID_KEYS = ['_id', 'docid', 'doc_id', 'query_id', 'qid', 'pid', 'id'] as const;
export const PASSAGE_KEYS = ['text', 'doc', 'contents', 'passage', 'content'] as const;
export const QUERY_KEYS = ['text', 'query', 'query_text', 'question'] as const;

/** Characters of all texts: they stay in memory while rows are read. */
const MAX_LENGTH = 2 ** 30;

/**
 * Reads the files whose texts other files name by id: objects with an id and a text (and perhaps a title), or two
 * tab-separated columns. Of several texts with one id the first counts.
 * @throws InputError when a file has no usable text, or all texts together are too long for memory
 */
export async function readIdTexts(
  files: { readonly passages: readonly InputFile[]; readonly queries: readonly InputFile[] },
  options: LineOptions,
): Promise<{ texts: IdTexts; reports: FileReport[] }> {
  const room = { left: MAX_LENGTH };
  const passages = await readAll(files.passages, PASSAGE_KEYS, 'passage', options, room);
  const queries = await readAll(files.queries, QUERY_KEYS, 'query', options, room);
  return {
    texts: {
      passage: (id) => passages.texts.get(id),
      query: (id) => queries.texts.get(id),
      passageFiles: namesOf(files.passages),
      queryFiles: namesOf(files.queries),
    },
    reports: [...passages.reports, ...queries.reports],
  };
}

type Kind = 'passage' | 'query';

async function readAll(
  files: readonly InputFile[],
  keys: readonly string[],
  kind: Kind,
  options: LineOptions,
  room: { left: number },
) {
  const texts = new Map<string, string>();
  const reports: FileReport[] = [];
  for (const file of files) {
    const before = texts.size;
    const rejects = createRejectList();
    const source = await openRows(file, options);
    for await (const batch of source.batches) {
      for (const row of batch) {
        if ('reason' in row) {
          const { kind: group, ...reject } = row;
          rejects.add({ file: file.path, ...reject }, group);
          continue;
        }
        const reason = take(row.value, keys, texts, room);
        if (reason !== undefined) rejects.add({ file: file.path, line: row.line, reason });
        if (room.left < 0)
          throw new InputError(
            file.path,
            'the texts named by id are longer than 1,000 million characters; give only those that the rows need',
            row.line,
          );
      }
    }
    if (texts.size === before) throw rejects.asError(file.path);
    reports.push(describe(file.path, kind, texts.size - before, rejects, source.notes()));
  }
  return { texts, reports };
}

/** Keeps the text of one object; gives the reason where it has none. */
function take(
  value: unknown,
  keys: readonly string[],
  texts: Map<string, string>,
  room: { left: number },
): string | undefined {
  if (!isFields(value)) return 'the line is not a JSON object';
  const id = idOf(value);
  if (id === undefined) return 'there is no usable id';
  if (texts.has(id)) return `there already is a text with the id ${id.slice(0, 60)}`;
  const key = keys.find((name) => name in value) ?? 'text';
  const text = checkText(value[key], key);
  const title = checkText(value['title'], 'title');
  // A passage may be a title alone.
  if ('fault' in text && (value[key] !== '' || 'fault' in title)) return `"${key}" ${text.fault}`;
  const whole = passageText({
    id,
    title: 'text' in title ? title.text : '',
    text: 'text' in text ? text.text : '',
  });
  texts.set(id, whole);
  room.left -= whole.length;
  return undefined;
}

function idOf(value: Fields): string | undefined {
  const key = ID_KEYS.find((name) => name in value);
  return key === undefined ? undefined : readId(value[key]);
}

function describe(
  file: string,
  kind: Kind,
  count: number,
  rejects: RejectList,
  notes: readonly string[],
): FileReport {
  const what = kind === 'passage' ? 'passages' : 'queries';
  const said = `${count} ${count === 1 ? kind : what}, for the rows of other files that name them by id.`;
  return {
    file,
    format: `${what} by id`,
    rows: 0,
    pairs: 0,
    triplets: 0,
    rejected: rejects.kept,
    rejectedCount: rejects.count,
    notes: [said, ...notes],
  };
}

function namesOf(files: readonly InputFile[]): string | undefined {
  const [first, ...others] = files;
  if (first === undefined) return undefined;
  return others.length === 0 ? fileName(first) : `${fileName(first)} and ${others.length} more`;
}
