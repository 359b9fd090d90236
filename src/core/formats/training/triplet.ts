import { explainLayout } from './explain-layout';
import type { Fields, FormatReader } from './format-reader';
import { familyKeys, hasFamily, TRIPLET_FAMILIES, type KeyFamily } from './key-family';
import { rowIds } from './row-ids';
import { rowParadigm } from './row-views';
import { readText } from './text-field';
import { usefulNegative } from './useful-negative';

/** Query, positive, negative, each one text. A row without a useful negative is a pair. */
function tripletReader(family: KeyFamily): FormatReader {
  const keys = familyKeys(family);
  const negativeKey = family.negative ?? 'negative';
  return {
    name: 'triplet',
    keys,
    recognise: (sample) => sample.filter((row) => hasFamily(row, family)).length,
    read(row: Fields) {
      if (!hasFamily(row, family)) return explainLayout(row, keys);
      const query = readText(row, family.query);
      if ('fault' in query) return { reason: query.fault };
      const positive = readText(row, family.positive);
      if ('fault' in positive) return { reason: positive.fault };
      const positives = [positive.text];
      const negative = usefulNegative(row[negativeKey], negativeKey, positives);
      return {
        ...rowIds(row),
        ...rowParadigm(row),
        query: query.text,
        positives,
        negatives: 'text' in negative ? [negative.text] : [],
        remarks: 'text' in negative ? [] : [negative.remark],
      };
    },
  };
}

/** One reader per family of key names. */
export const tripletReaders: readonly FormatReader[] = TRIPLET_FAMILIES.map(tripletReader);
