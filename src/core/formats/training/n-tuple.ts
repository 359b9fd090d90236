import { explainLayout } from './explain-layout';
import type { Fields, FormatReader, ParsedRow } from './format-reader';
import { readId, rowIds } from './row-ids';
import { rowViews } from './row-views';
import { checkText, readText } from './text-field';
import { MISSING_NEGATIVE, usefulNegative } from './useful-negative';

const NUMBERED = /^negative_\d+$/;
const first = (row: Fields, ...keys: string[]): string | undefined => keys.find((key) => key in row);
const queryKey = (row: Fields): string | undefined => first(row, 'anchor', 'query');
const positiveKey = (row: Fields): string | undefined => first(row, 'positive', 'positives');
const negativeKeys = (row: Fields): string[] =>
  Object.keys(row).filter((key) => key === 'negative' || key === 'negatives' || NUMBERED.test(key));

const isLaidOut = (row: Fields): boolean => queryKey(row) !== undefined && positiveKey(row) !== undefined;

/** Has what a triplet cannot have: numbered negatives, or a list of texts. */
function isTuple(row: Fields): boolean {
  const keys = negativeKeys(row);
  const positive = row[positiveKey(row) ?? ''];
  return Array.isArray(positive) || keys.some((key) => key !== 'negative' || Array.isArray(row[key]));
}

/**
 * Query, one or several positives, any number of negatives: negative_1 to negative_n, or lists. Useless
 * negatives, and faulty positives beside good ones, are left out with a remark. Views of stage 1 are kept, and
 * `positive_ids` beside a list of positives.
 */
export const nTupleReader: FormatReader = {
  name: 'n-tuple',
  keys: 'anchor or query, positive, negative_1 to n',
  recognise(sample) {
    const rows = sample.filter(isLaidOut);
    // A stray list in a file of triplets is a fault of that row, not the file's layout.
    return 2 * rows.filter(isTuple).length >= rows.length ? rows.length : 0;
  },
  read(row) {
    const keyOfQuery = queryKey(row);
    const keyOfPositive = positiveKey(row);
    if (keyOfQuery === undefined || keyOfPositive === undefined) return explainLayout(row, this.keys);
    const query = readText(row, keyOfQuery);
    if ('fault' in query) return { reason: query.fault };
    const remarks: string[] = [];
    const answers = readPositives(row, keyOfPositive, remarks);
    if ('reason' in answers) return answers;
    const { queryId } = rowIds(row);
    return {
      ...(queryId === undefined ? {} : { queryId }),
      query: query.text,
      ...answers,
      negatives: readNegatives(row, answers.positives, remarks),
      ...rowViews(row, remarks),
      remarks,
    };
  },
};

function readPositives(
  row: Fields,
  key: string,
  remarks: string[],
): Pick<ParsedRow, 'positives' | 'positiveIds'> | { reason: string } {
  const value = row[key];
  const single = rowIds(row).positiveIds;
  const ofSingle = single === undefined ? {} : { positiveIds: single };
  if (!Array.isArray(value)) {
    const positive = readText(row, key);
    return 'text' in positive ? { positives: [positive.text], ...ofSingle } : { reason: positive.fault };
  }
  const fields = value.map((item) => checkText(item, key));
  const isGood = fields.map((field) => 'text' in field);
  const positives = fields.flatMap((field) => ('text' in field ? [field.text] : []));
  if (positives.length === 0) return { reason: `"${key}" is a list without a usable text` };
  if (positives.length < fields.length) remarks.push('Positives left out, because they are not usable texts');
  const ids = listedIds(row, fields.length)?.filter((_, at) => isGood[at]);
  if (ids !== undefined) return { positives, positiveIds: ids };
  return { positives, ...(positives.length > 1 ? {} : ofSingle) };
}

/** The ids of a list of positives; none where they are not as many, or one of them is no id. */
function listedIds(row: Fields, count: number): string[] | undefined {
  const value = row['positive_ids'];
  if (!Array.isArray(value) || value.length !== count) return undefined;
  const ids = value.flatMap((id) => readId(id) ?? []);
  return ids.length === count ? ids : undefined;
}

function readNegatives(row: Fields, positives: readonly string[], remarks: string[]): string[] {
  const keys = negativeKeys(row);
  if (keys.length === 0) remarks.push(MISSING_NEGATIVE);
  const negatives: string[] = [];
  for (const key of keys) {
    const value = row[key];
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) {
      const negative = usefulNegative(item, key, positives);
      if ('text' in negative) negatives.push(negative.text);
      else if (!remarks.includes(negative.remark)) remarks.push(negative.remark);
    }
  }
  return negatives;
}
