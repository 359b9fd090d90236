import { explainLayout, isLabelled } from './explain-layout';
import type { Fields, FormatReader } from './format-reader';
import { familyKeys, hasFamily, PAIR_FAMILIES, type KeyFamily } from './key-family';
import { rowIds } from './row-ids';
import { rowParadigm } from './row-views';
import { readText } from './text-field';

/** Query and passage, no negative. Pairs with a label or score are refused: some of them are wrong on purpose. */
function pairReader(family: KeyFamily): FormatReader {
  const keys = familyKeys(family);
  const isPair = (row: Fields): boolean => hasFamily(row, family) && !isLabelled(row);
  return {
    name: 'pairs',
    keys,
    recognise: (sample) => sample.filter(isPair).length,
    read(row) {
      if (!isPair(row)) return explainLayout(row, keys);
      const query = readText(row, family.query);
      if ('fault' in query) return { reason: query.fault };
      const positive = readText(row, family.positive);
      if ('fault' in positive) return { reason: positive.fault };
      return {
        ...rowIds(row),
        ...rowParadigm(row),
        query: query.text,
        positives: [positive.text],
        negatives: [],
        remarks: [],
      };
    },
  };
}

/** One reader per family of key names. (anchor, positive) and the like are triplets without negatives. */
export const pairReaders: readonly FormatReader[] = PAIR_FAMILIES.map(pairReader);
