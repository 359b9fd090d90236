import type { Fields, FormatReader, Unreadable } from '../training/format-reader';
import { readId } from '../training/row-ids';
import { checkText, type TextField } from '../training/text-field';
import { usefulNegative } from '../training/useful-negative';
import { describeMapping, type ColumnMapping } from './column-mapping';
import { valueAt } from './column-path';

/** Reads rows by the columns that a person has named. */
export function mappedReader(mapping: ColumnMapping): FormatReader {
  return {
    name: 'columns you chose',
    keys: describeMapping(mapping),
    recognise: (sample) => sample.filter((row) => hasColumns(row, mapping)).length,
    read(row) {
      const query = readAt(row, mapping.query);
      if ('fault' in query) return { reason: query.fault };
      const remarks: string[] = [];
      const positives = readPositives(row, mapping.positive, remarks);
      if ('reason' in positives) return positives;
      const { texts } = positives;
      const queryId = mapping.queryId === undefined ? undefined : readId(valueAt(row, mapping.queryId));
      return {
        ...(queryId === undefined ? {} : { queryId }),
        query: query.text,
        positives: texts,
        negatives: readNegatives(row, mapping.negatives, texts, remarks),
        ...readViews(row, mapping, remarks),
        remarks,
      };
    },
  };
}

/** Whether the row has something under the columns that every row needs. */
function hasColumns(row: Fields, { query, positive }: Pick<ColumnMapping, 'query' | 'positive'>): boolean {
  return valueAt(row, query) !== undefined && valueAt(row, positive) !== undefined;
}

function readAt(row: Fields, path: string): TextField {
  const value = valueAt(row, path);
  if (value === undefined) return { fault: `there is nothing under "${path}"` };
  const field = checkText(value, path);
  return 'text' in field ? field : { fault: `"${path}" ${field.fault}` };
}

function readPositives(
  row: Fields,
  path: string,
  remarks: string[],
): { readonly texts: string[] } | Unreadable {
  const value = valueAt(row, path);
  if (!Array.isArray(value)) {
    const field = readAt(row, path);
    return 'text' in field ? { texts: [field.text] } : { reason: field.fault };
  }
  const texts = value.flatMap((item: unknown) => {
    const field = checkText(item, path);
    return 'text' in field ? [field.text] : [];
  });
  if (texts.length === 0) return { reason: `"${path}" is a list without a usable text` };
  if (texts.length < value.length) remarks.push('Positives left out, because they are not usable texts');
  return { texts };
}

function readNegatives(
  row: Fields,
  paths: readonly string[],
  positives: readonly string[],
  remarks: string[],
): string[] {
  const negatives: string[] = [];
  for (const path of paths) {
    const value = valueAt(row, path);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const item of items) {
      const negative = usefulNegative(item, path, positives);
      if ('text' in negative) negatives.push(negative.text);
      else if (!remarks.includes(negative.remark)) remarks.push(negative.remark);
    }
  }
  return negatives;
}

function readViews(row: Fields, { synthetic, cot }: ColumnMapping, remarks: string[]) {
  const read = (path: string | undefined): string | undefined => {
    const value = path === undefined ? undefined : valueAt(row, path);
    if (path === undefined || value === undefined || value === null || value === '') return undefined;
    const field = checkText(value, path);
    if ('text' in field) return field.text;
    remarks.push(`"${path}" left out, because it is not a usable text`);
    return undefined;
  };
  const passage = read(synthetic);
  const reasoning = read(cot);
  const verified = row['verified'] !== false; // as in stage 1
  return {
    ...(passage === undefined ? {} : { synthetic: { text: passage, verified } }),
    ...(reasoning === undefined ? {} : { cot: reasoning }),
  };
}
