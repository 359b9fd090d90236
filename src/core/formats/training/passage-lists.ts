import { explainLayout } from './explain-layout';
import { isFields, type Fields, type FormatReader, type Unreadable } from './format-reader';
import { hasListFamily, listFamilyKeys, type ListFamily } from './list-family';
import { readId, rowIds } from './row-ids';
import { checkText, readText, type TextField } from './text-field';
import { MISSING_NEGATIVE, usefulNegative } from './useful-negative';

/** A passage of a list: a usable text and the id that the file gives it, or what is wrong with it. */
export type ListedPassage = TextField & { readonly id?: unknown };

export interface PassageListOptions {
  /** Reads one item of a list; by default the item is the text itself. */
  readonly readPassage?: (item: unknown, key: string) => ListedPassage;
  /** What to say of a row's keys that training has no use for. */
  readonly remarksOn?: (row: Fields) => readonly string[];
}

/**
 * Reader of a query with a list of positives and a list of negatives. Useless negatives, and faulty positives
 * beside good ones, are left out with a remark; a row without negatives is a pair.
 */
export function passageListReader(family: ListFamily, options: PassageListOptions = {}): FormatReader {
  const { readPassage = checkText, remarksOn = () => [] } = options;
  const keys = listFamilyKeys(family);
  return {
    name: family.tool,
    keys,
    recognise: (sample) => sample.filter((row) => hasListFamily(row, family)).length,
    read(row) {
      if (!hasListFamily(row, family)) return explainLayout(row, keys);
      const query = readText(row, family.query);
      if ('fault' in query) return { reason: query.fault };
      const remarks = [...remarksOn(row)];
      const read = readPositives(row[family.positives], family.positives, readPassage);
      if ('reason' in read) return read;
      if (read.faulty) remarks.push('Positives left out, because they are not usable texts');
      const { queryId } = rowIds(row);
      return {
        ...(queryId === undefined ? {} : { queryId }),
        ...(read.ids === undefined ? {} : { positiveIds: read.ids }),
        query: query.text,
        positives: read.texts,
        negatives: readNegatives(row[family.negatives], family.negatives, read.texts, readPassage, remarks),
        remarks,
      };
    },
  };
}

type ReadPassage = NonNullable<PassageListOptions['readPassage']>;

/** `ids` only where every positive has one. */
function readPositives(
  value: unknown,
  key: string,
  readPassage: ReadPassage,
): { texts: string[]; faulty: boolean; ids: string[] | undefined } | Unreadable {
  const passages = asList(value).map((item) => readPassage(item, key));
  const good = passages.flatMap((passage) => ('text' in passage ? [passage] : []));
  const [only] = passages;
  if (good.length === 0) {
    const isList = Array.isArray(value);
    if (!isList && only && 'fault' in only) return { reason: `"${key}" ${only.fault}` };
    return { reason: `"${key}" is a list without a usable text` };
  }
  const ids = good.flatMap(({ id }) => readId(id) ?? []);
  return {
    texts: good.map(({ text }) => text),
    faulty: good.length < passages.length,
    ids: ids.length === good.length ? ids : undefined,
  };
}

function readNegatives(
  value: unknown,
  key: string,
  positives: readonly string[],
  readPassage: ReadPassage,
  remarks: string[],
): string[] {
  if (value === undefined) remarks.push(MISSING_NEGATIVE);
  const negatives: string[] = [];
  for (const item of value === undefined ? [] : asList(value)) {
    const passage = readPassage(item, key);
    const faulty = isFields(item) && 'text' in item ? item['text'] : item;
    const negative = usefulNegative('text' in passage ? passage.text : faulty, key, positives);
    if ('text' in negative) negatives.push(negative.text);
    else if (!remarks.includes(negative.remark)) remarks.push(negative.remark);
  }
  return negatives;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
