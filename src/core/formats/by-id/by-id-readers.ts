import { explainLayout } from '../training/explain-layout';
import { isFields, type Fields, type FormatReader, type Unreadable } from '../training/format-reader';
import type { IdTexts } from './id-texts';
import { joinIds, type IdRow } from './join-ids';

/** How one format keeps the ids of a row. */
interface IdFormat {
  readonly name: string;
  readonly keys: string;
  /** Whether a row is laid out so, whatever stands under its keys. */
  readonly has: (row: Fields) => boolean;
  readonly ids: (row: Fields) => IdRow | Unreadable;
  readonly remarksOn?: (row: Fields) => readonly string[];
}

const TEVATRON_2: IdFormat = {
  name: 'Tevatron 2',
  keys: 'query_text, positive_document_ids, negative_document_ids',
  has: (row) => 'positive_document_ids' in row,
  ids: (row) => {
    const positiveIds = idList(row, 'positive_document_ids');
    if ('reason' in positiveIds) return positiveIds;
    // Tables have the column in every row.
    const hasNegatives = (row['negative_document_ids'] ?? null) !== null;
    const negativeIds = hasNegatives ? idList(row, 'negative_document_ids') : undefined;
    if (negativeIds && 'reason' in negativeIds) return negativeIds;
    return {
      queryId: row['query_id'],
      query: row['query_text'] ?? row['query'],
      positiveIds: positiveIds.ids,
      negativeIds: negativeIds?.ids,
    };
  },
};

const GPL: IdFormat = {
  name: 'GPL hard negatives',
  keys: 'qid, pos, neg',
  has: (row) => 'qid' in row && 'pos' in row && !('query' in row),
  ids: (row) => {
    const positiveIds = idList(row, 'pos');
    if ('reason' in positiveIds) return positiveIds;
    const negatives = negativesOfSystems(row['neg']);
    if (!Array.isArray(negatives)) return negatives;
    return { queryId: row['qid'], positiveIds: positiveIds.ids, negativeIds: negatives };
  },
};

/** Rows of a table of ids, as `readIdTable` gives them. */
const ID_TABLE: IdFormat = {
  name: 'triples of ids',
  keys: 'query id, positive id, negative id',
  has: (row) => 'table_query_id' in row,
  ids: (row) => ({
    queryId: row['table_query_id'],
    positiveIds: [row['table_positive_id']],
    negativeIds: [row['table_negative_id']],
  }),
  remarksOn: (row) => ('table_margin' in row ? ['The margin of a teacher is not used'] : []),
};

/** Readers of the formats whose rows name passages, and some their query, by id. */
export function byIdReaders(texts: IdTexts): FormatReader[] {
  return [TEVATRON_2, GPL, ID_TABLE].map((format) => byIdReader(format, texts));
}

/** Whether a row is laid out in one of these formats. */
export function namesByIds(row: Fields): boolean {
  return [TEVATRON_2, GPL].some((format) => format.has(row));
}

function byIdReader({ name, keys, has, ids, remarksOn }: IdFormat, texts: IdTexts): FormatReader {
  return {
    name,
    keys,
    recognise: (sample) => sample.filter(has).length,
    read(row) {
      if (!has(row)) return explainLayout(row, keys);
      const named = ids(row);
      if ('reason' in named) return named;
      const joined = joinIds(named, texts);
      if ('reason' in joined || !remarksOn) return joined;
      return { ...joined, remarks: [...remarksOn(row), ...joined.remarks] };
    },
  };
}

function idList(row: Fields, key: string): { readonly ids: readonly unknown[] } | Unreadable {
  const value = row[key];
  return Array.isArray(value) ? { ids: value } : { reason: `"${key}" is no list of ids` };
}

/** GPL lists the negatives of each retriever under its name: each passage once, in the order of the file. */
function negativesOfSystems(value: unknown): unknown[] | Unreadable {
  const lists: readonly unknown[] = isFields(value) ? Object.values(value) : [value];
  if (value === undefined || !lists.every((list) => Array.isArray(list)))
    return { reason: '"neg" is neither a list of ids nor lists of ids by retriever' };
  return [...new Set<unknown>(lists.flat())];
}
