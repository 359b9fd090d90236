import { textHash } from '../text/text-hash';
import type { Passage } from './eval-set';
import { createNumbering } from './numbering';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';
import { placesWhere } from './select-rows';

/** The places of the rows with a labelled positive that also stands in a corpus, with or without its title. */
export function sharedPassages(rows: RowList, corpus: Iterable<Passage>): Int32Array {
  const known = createNumbering();
  for (const { title, text } of corpus) {
    if (text !== '') known.numberOf(textHash(text));
    if (title !== '') known.numberOf(textHash(`${title} ${text}`));
  }
  const { passages, starts, positives } = digestOf(rows);
  return placesWhere(rows.length, (row) => {
    const start = starts[row] ?? 0;
    for (let at = start; at < start + (positives[row] ?? 0); at++) {
      if (known.find(passages[at] ?? 0) !== undefined) return true;
    }
    return false;
  });
}
