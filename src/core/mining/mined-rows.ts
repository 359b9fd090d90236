import { digestOf, type RowDigest } from '../data/row-digest';
import type { RowList } from '../data/row-list';
import type { TrainingRow } from '../data/training-row';
import type { Settings } from '../settings/settings';
import type { Selection } from './select-negatives';

/** The passages that negatives are taken from. */
export interface MinedCorpus {
  textAt(place: number): string;
  /** Its `textHash`. */
  hashAt(place: number): number;
}

/** Rows with the negatives that were mined for them, in the place of their own or after them. A view: no row is copied. */
export function withMinedNegatives(
  rows: RowList,
  selection: Selection,
  corpus: MinedCorpus,
  keep: Settings['mineKeep'],
): RowList {
  const base = digestOf(rows);
  const mined = chooseNew(base, selection, corpus, keep);
  let digest: RowDigest | undefined;
  const change = (row: TrainingRow, index: number): TrainingRow => {
    const texts = Array.from(mined.ofRow(index), (place) => corpus.textAt(place));
    return { ...row, negatives: keep === 'add' ? [...row.negatives, ...texts] : texts };
  };
  return {
    length: rows.length,
    at(index) {
      const place = index < 0 ? index + rows.length : index;
      const row = rows.at(place);
      return row && change(row, place);
    },
    *[Symbol.iterator]() {
      let index = 0;
      for (const row of rows) yield change(row, index++);
    },
    get digest() {
      return (digest ??= changeDigest(base, mined, corpus, keep));
    },
  };
}

interface NewNegatives {
  /** Places in the corpus. */
  ofRow(row: number): Int32Array;
}

/** The mined negatives without those that a row has already, where it keeps its own. */
function chooseNew(
  { passages, starts, positives, negatives }: RowDigest,
  selection: Selection,
  corpus: MinedCorpus,
  keep: Settings['mineKeep'],
): NewNegatives {
  const ofRow = (row: number): Int32Array =>
    selection.places.subarray(selection.starts[row], selection.starts[row + 1]);
  if (keep === 'replace') return { ofRow };
  return {
    ofRow(row) {
      const first = (starts[row] ?? 0) + (positives[row] ?? 0);
      const own = passages.subarray(first, first + (negatives[row] ?? 0));
      return ofRow(row).filter((place) => !own.includes(corpus.hashAt(place)));
    },
  };
}

function changeDigest(
  digest: RowDigest,
  mined: NewNegatives,
  corpus: MinedCorpus,
  keep: Settings['mineKeep'],
): RowDigest {
  const { passages, starts, positives } = digest;
  const count = positives.length;
  const negatives = new Int32Array(count);
  const newStarts = new Int32Array(count + 1);
  for (let row = 0; row < count; row++) {
    const own = digest.negatives[row] ?? 0;
    const now = mined.ofRow(row).length + (keep === 'add' ? own : 0);
    const others = (starts[row + 1] ?? 0) - (starts[row] ?? 0) - own;
    negatives[row] = now;
    newStarts[row + 1] = (newStarts[row] ?? 0) + others + now;
  }
  const texts = new Float64Array(newStarts[count] ?? 0);
  for (let row = 0; row < count; row++) {
    const [from, own] = [starts[row] ?? 0, digest.negatives[row] ?? 0];
    const labelled = from + (positives[row] ?? 0);
    let to = newStarts[row] ?? 0;
    const copy = (part: Float64Array): void => {
      texts.set(part, to);
      to += part.length;
    };
    copy(passages.subarray(from, labelled + (keep === 'add' ? own : 0)));
    copy(Float64Array.from(mined.ofRow(row), (place) => corpus.hashAt(place)));
    copy(passages.subarray(labelled + own, starts[row + 1]));
  }
  return { ...digest, passages: texts, starts: newStarts, negatives };
}
