import type { Fields, FormatReader } from './format-reader';
import { OPEN_MATCH } from './list-family';
import { passageListReader } from './passage-lists';

const listReader = passageListReader(OPEN_MATCH);

/** Rows of OpenMatch with several passages: query, doc_pos[], doc_neg[]. With one of each they are triplets. */
export const openMatchReader: FormatReader = {
  ...listReader,
  recognise(sample) {
    const laidOut = listReader.recognise(sample);
    return 2 * sample.filter(hasList).length > laidOut ? laidOut : 0;
  },
};

function hasList(row: Fields): boolean {
  return Array.isArray(row[OPEN_MATCH.positives]) || Array.isArray(row[OPEN_MATCH.negatives]);
}
