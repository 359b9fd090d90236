import { InputError } from '../input-error';
import { createNumbering, type Numbering } from './numbering';
import type { PickedQueries } from './pick-held-out';
import { markQueries, type QueryGroups } from './query-groups';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';

/**
 * Of the rows left to train on, the places of those without a passage that has to be new, and what is to be said about it.
 * @throws InputError when none is left
 */
export function withoutHeldPassages(
  rows: RowList,
  left: Int32Array,
  { groups: { count, ofRow }, picked }: { readonly groups: QueryGroups; readonly picked: PickedQueries },
): { places: Int32Array; notes: string[] } {
  if (picked.withNewPassages.length === 0) return { places: left, notes: [] };
  const isNew = markQueries(count, picked.withNewPassages);
  const known = positivesOf(rows, (row) => isNew[ofRow[row] ?? 0] === 1);
  const places = left.filter((row) => !hasPassage(rows, row, known));
  if (places.length === 0) {
    throw new InputError(
      rows.at(0)?.file ?? 'training data',
      `each of the ${left.length} rows left to train on has a passage of the ${picked.withNewPassages.length} ` +
        'held-out questions; hold out fewer (heldOut), or new questions alone (setting "What is held out", splitBy)',
    );
  }
  return { places, notes: newPassagesNotes(left.length - places.length, left.length, { count, picked }) };
}

function newPassagesNotes(
  leftOut: number,
  of: number,
  { count, picked }: { readonly count: number; readonly picked: PickedQueries },
): string[] {
  const linked =
    picked.broken === 0
      ? []
      : [
          `${picked.broken} of the ${count} training queries are linked by passages they share, too many to hold out ` +
            'together: some were held out.',
        ];
  const rows =
    leftOut === 0
      ? []
      : [
          `${leftOut} of ${of} other training rows were left out, because they have a passage that is to be new in ` +
            'the evaluation.',
        ];
  return [...linked, ...rows];
}

/** Every positive passage of the rows for which `wanted` holds. */
function positivesOf(rows: RowList, wanted: (row: number) => boolean): Numbering {
  const { passages, starts, positives } = digestOf(rows);
  const known = createNumbering();
  for (let row = 0; row < rows.length; row++) {
    if (!wanted(row)) continue;
    const start = starts[row] ?? 0;
    for (let at = start; at < start + (positives[row] ?? 0); at++) known.numberOf(passages[at] ?? 0);
  }
  return known;
}

/** Whether any text of a row, written by an LLM or not, is among the known ones. */
function hasPassage(rows: RowList, row: number, known: Numbering): boolean {
  const { passages, starts } = digestOf(rows);
  return passages.subarray(starts[row], starts[row + 1]).some((passage) => known.find(passage) !== undefined);
}
