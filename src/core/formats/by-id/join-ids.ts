import type { ParsedRow, Unreadable } from '../training/format-reader';
import { readId } from '../training/row-ids';
import { checkText } from '../training/text-field';
import { MISSING_NEGATIVE, usefulNegative } from '../training/useful-negative';
import type { IdTexts } from './id-texts';

/** What a row gives instead of texts; `query` is its text where the row has it. */
export interface IdRow {
  readonly queryId: unknown;
  readonly query?: unknown;
  readonly positiveIds: readonly unknown[];
  /** Undefined where the format knows none. */
  readonly negativeIds: readonly unknown[] | undefined;
}

/**
 * A training row with the texts of its ids. A query or all positives without a text cost the row; single positives and
 * negatives without one are left out with a remark.
 */
export function joinIds(row: IdRow, texts: IdTexts): ParsedRow | Unreadable {
  if (texts.passageFiles === undefined)
    return {
      reason:
        'this row names its passages by id: add the file with their texts, such as corpus.jsonl, to the files you give',
    };
  const query = queryOf(row, texts);
  if ('reason' in query) return query;
  const remarks: string[] = [];
  const found = positivesOf(row.positiveIds, texts, texts.passageFiles, remarks);
  if ('reason' in found) return found;
  const queryId = readId(row.queryId);
  return {
    ...(queryId === undefined ? {} : { queryId }),
    query: query.text,
    positives: found.texts,
    positiveIds: found.ids,
    negatives: negativesOf(row.negativeIds, found.texts, texts, texts.passageFiles, remarks),
    remarks,
  };
}

function queryOf({ queryId, query }: IdRow, texts: IdTexts): { readonly text: string } | Unreadable {
  const id = readId(queryId);
  const own = query ?? undefined;
  if (own === undefined) {
    if (id === undefined) return { reason: 'the row has neither the text of its query nor an id for it' };
    if (texts.queryFiles === undefined)
      return {
        reason:
          'this row names its query by id: add the file with the texts of the queries, such as queries.jsonl, to the files you give',
      };
    if (texts.query(id) === undefined)
      return { reason: `there is no query with the id ${brief(id)} in ${texts.queryFiles}` };
  }
  const field = checkText(own ?? texts.query(id ?? ''), 'query');
  return 'text' in field ? field : { reason: `the query ${field.fault}` };
}

function positivesOf(
  given: readonly unknown[],
  texts: IdTexts,
  files: string,
  remarks: string[],
): { texts: string[]; ids: string[] } | Unreadable {
  if (given.length === 0) return { reason: 'the row names no positive passage' };
  const found: string[] = [];
  const ids: string[] = [];
  let missing: string | undefined;
  for (const value of given) {
    const id = readId(value);
    const text = id === undefined ? undefined : texts.passage(id);
    if (id === undefined || text === undefined) missing ??= id ?? 'that is no text and no number';
    else {
      found.push(text);
      ids.push(id);
    }
  }
  if (found.length === 0) return { reason: `there is no passage with the id ${brief(missing)} in ${files}` };
  if (missing !== undefined)
    remarks.push(`Positives left out, because there is no passage with their id in ${files}`);
  return { texts: found, ids };
}

function negativesOf(
  given: readonly unknown[] | undefined,
  positives: readonly string[],
  texts: IdTexts,
  files: string,
  remarks: string[],
): string[] {
  if (given === undefined) remarks.push(MISSING_NEGATIVE);
  const negatives: string[] = [];
  for (const value of given ?? []) {
    const id = readId(value);
    const text = id === undefined ? undefined : texts.passage(id);
    const negative =
      text === undefined
        ? { remark: `Negatives left out, because there is no passage with their id in ${files}` }
        : usefulNegative(text, 'negative', positives);
    if ('text' in negative) negatives.push(negative.text);
    else if (!remarks.includes(negative.remark)) remarks.push(negative.remark);
  }
  return negatives;
}

/** Ids come from the file and may be anything. */
function brief(id = ''): string {
  return id.slice(0, 60);
}
