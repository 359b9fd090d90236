import type { FileReport } from '../../data/file-report';
import type { Preference } from '../../data/preference';
import { createRejectList } from '../../data/reject-list';
import type { InputFile } from '../input-file';
import { openRows } from '../open-rows';
import type { LineOptions } from '../read-lines';
import { isFields, type Fields } from '../training/format-reader';
import { readId } from '../training/row-ids';
import { readText } from '../training/text-field';
import { isPreference, isRankedList, PREFERENCE_QUERY_KEYS } from './is-preference';

/**
 * Reads preferences: query (or prompt, or question), chosen, rejected, each one text; `tie`, `neither` and ids at will.
 * Or `ranked`, a list of texts, best first, in place of chosen and rejected: a preference for each two neighbours.
 * @throws InputError when no row is usable
 */
export async function readPreferences(
  file: InputFile,
  options: LineOptions,
): Promise<{ preferences: Preference[]; report: FileReport }> {
  const source = await openRows(file, options);
  const rejects = createRejectList();
  const preferences: Preference[] = [];
  for await (const batch of source.batches) {
    for (const row of batch) {
      if ('reason' in row) {
        const { kind, ...reject } = row;
        rejects.add({ file: file.path, ...reject }, kind);
        continue;
      }
      const read = readRow(file.path, row.line, row.value);
      if (typeof read === 'string') rejects.add({ file: file.path, line: row.line, reason: read });
      else preferences.push(...read);
    }
  }
  if (preferences.length === 0) throw rejects.asError(file.path);
  const count = `${preferences.length} ${preferences.length === 1 ? 'preference was' : 'preferences were'}`;
  const report: FileReport = {
    file: file.path,
    format: 'preferences',
    rows: 0,
    pairs: 0,
    triplets: 0,
    rejected: rejects.kept,
    rejectedCount: rejects.count,
    notes: [
      `${count} read. Alignment trains on them; training does not, for they compare passages.`,
      ...source.notes(),
    ],
  };
  return { preferences, report };
}

/** The preferences of a row, or why it has none. */
function readRow(file: string, line: number, value: unknown): Preference[] | string {
  if (!isFields(value) || !isPreference(value)) return 'the row is no preference (query, chosen, rejected)';
  const query = readText(value, PREFERENCE_QUERY_KEYS.find((key) => key in value) ?? 'query');
  if ('fault' in query) return query.fault;
  if (isRankedList(value)) return readList({ file, line, query: query.text }, value);
  const preference = readPair({ file, line, query: query.text }, value);
  return typeof preference === 'string' ? preference : [preference];
}

type About = Pick<Preference, 'file' | 'line' | 'query'>;

/** Each passage of the list is better than the next. */
function readList(about: About, value: Fields): Preference[] | string {
  const texts: string[] = [];
  const ranked = value['ranked'] as unknown[]; // `isRankedList` has looked
  for (const [i, text] of ranked.entries()) {
    if (typeof text !== 'string') return `"ranked" has no text at place ${i + 1}`;
    if (text.trim() === '') return `"ranked" has an empty text at place ${i + 1}`;
    texts.push(text);
  }
  if (texts.length < 2) return '"ranked" has fewer than two texts';
  const plain = { tie: false, neither: false, chosenId: undefined, rejectedId: undefined };
  const queryId = readId(value['query_id']);
  return texts
    .slice(1)
    .map((rejected, i) => ({ ...about, ...plain, queryId, chosen: texts[i] ?? '', rejected }));
}

function readPair(about: About, value: Fields): Preference | string {
  const chosen = readText(value, 'chosen');
  if ('fault' in chosen) return chosen.fault;
  const rejected = readText(value, 'rejected');
  if ('fault' in rejected) return rejected.fault;
  const { tie = false, neither = false } = flagsOf(value);
  if (typeof tie !== 'boolean') return '"tie" is neither true nor false';
  if (typeof neither !== 'boolean') return '"neither" is neither true nor false';
  const ids = {
    queryId: readId(value['query_id']),
    chosenId: readId(value['chosen_id']),
    rejectedId: readId(value['rejected_id']),
  };
  return { ...about, chosen: chosen.text, rejected: rejected.text, tie, neither, ...ids };
}

/** null stands for a flag that is not there. */
function flagsOf(value: Fields): { tie?: unknown; neither?: unknown } {
  return { tie: value['tie'] ?? undefined, neither: value['neither'] ?? undefined };
}
