import type { FileReport } from '../../data/file-report';
import { createNoteCounter } from '../../data/note-counter';
import { createRejectList } from '../../data/reject-list';
import type { TrainingRow } from '../../data/training-row';
import { InputError } from '../../input-error';
import type { InputFile } from '../input-file';
import { locateJsonError } from '../locate-json-error';
import { readLines, type LineOptions } from '../read-lines';
import { isFields, type Fields } from './format-reader';
import { linesOfKeys } from './lines-of-keys';
import { checkText } from './text-field';

/** Characters of one document: it is parsed as a whole, so that memory bounds it. */
const MAX_LENGTH = 256 * 2 ** 20;
const OPENING = /^\s*\{\s*(?:"mode"\s*:\s*"[^"]*"\s*,\s*)?"(?:queries|corpus|relevant_docs)"\s*:\s*\{/;

/** Whether a file that begins so is one JSON document of LlamaIndex's question-and-context pairs. */
export function isLlamaIndex(start: string): boolean {
  return OPENING.test(start);
}

/**
 * Reads a document of LlamaIndex: `queries` and `corpus` from id to text, `relevant_docs` from query id to a list
 * of document ids. One row per query, with all its documents as positives; its line is that of its entry in
 * `relevant_docs`.
 * @throws InputError when the document is not JSON, is too long, or no query is usable
 */
export async function readLlamaIndex(
  file: InputFile,
  options: LineOptions,
): Promise<{ rows: TrainingRow[]; report: FileReport }> {
  const { text, notes } = await readWhole(file, options);
  const { queries, corpus, relevant } = parse(file, text);
  const lines = linesOfKeys(text);
  const rejects = createRejectList();
  const remarks = createNoteCounter();
  const rows: TrainingRow[] = [];
  for (const queryId of new Set([...queries.keys(), ...relevant.keys()])) {
    const line = lines.get(queryId) ?? 1;
    const pair = readPair(queries.get(queryId), relevant.get(queryId), corpus);
    if ('reason' in pair) {
      rejects.add({ file: file.path, line, reason: pair.reason });
      continue;
    }
    if (pair.incomplete)
      remarks.add('Documents left out, because "corpus" has no usable text for them', line);
    const { query, positives, positiveIds } = pair;
    rows.push({ file: file.path, line, queryId, query, positives, positiveIds, negatives: [] });
  }
  if (rows.length === 0) throw rejects.asError(file.path);
  const report: FileReport = {
    file: file.path,
    format: 'LlamaIndex',
    rows: rows.length,
    pairs: rows.length,
    triplets: 0,
    rejected: rejects.kept,
    rejectedCount: rejects.count,
    notes: [...notes, ...remarks.notes()],
  };
  return { rows, report };
}

async function readWhole(file: InputFile, options: LineOptions): Promise<{ text: string; notes: string[] }> {
  const source = readLines(file, options);
  const parts: string[] = [];
  let length = 0;
  for await (const batch of source.batches) {
    for (const { line, text, fault } of batch) {
      if (fault !== undefined) throw new InputError(file.path, fault, line);
      length += text.length + 1;
      if (length > MAX_LENGTH)
        throw new InputError(file.path, 'the document is longer than 256 million characters', line);
      parts.push(text);
    }
  }
  return { text: parts.join('\n'), notes: source.notes() };
}

function parse(file: InputFile, text: string) {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const before = text.slice(0, Math.max(0, locateJsonError(text))).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new InputError(file.path, `not valid JSON, at column ${column}`, before.length);
  }
  const document: Fields = isFields(value) ? value : {};
  const part = (key: string): Map<string, unknown> => {
    const fields = document[key];
    if (isFields(fields)) return new Map(Object.entries(fields));
    throw new InputError(file.path, `"${key}" is no object, as a LlamaIndex document has it`, 1);
  };
  return { queries: part('queries'), corpus: part('corpus'), relevant: part('relevant_docs') };
}

function readPair(queryValue: unknown, ids: unknown, corpus: ReadonlyMap<string, unknown>) {
  if (queryValue === undefined) return { reason: '"queries" has no text for this id of "relevant_docs"' };
  const query = checkText(queryValue, 'queries');
  if ('fault' in query) return { reason: `the query ${query.fault}` };
  if (!Array.isArray(ids)) return { reason: '"relevant_docs" has no list of documents for this query' };
  const listed: readonly unknown[] = ids;
  const positives: string[] = [];
  const positiveIds: string[] = [];
  for (const id of listed) {
    const field = typeof id === 'string' ? checkText(corpus.get(id), 'corpus') : { fault: 'is no id' };
    if (typeof id !== 'string' || 'fault' in field) continue;
    positives.push(field.text);
    positiveIds.push(id);
  }
  if (positives.length === 0) return { reason: '"corpus" has no usable text for any document of this query' };
  return { query: query.text, positives, positiveIds, incomplete: positives.length < listed.length };
}
