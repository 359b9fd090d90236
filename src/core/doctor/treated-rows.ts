import type { RowList } from '../data/row-list';
import { placesWhere, selectRows } from '../data/select-rows';
import type { TrainingRow } from '../data/training-row';
import type { Diagnosis } from './diagnose';
import { FIX_NAMES, type FixName } from './fixes';
import type { TreatedPart } from './remedy';

/** What fixes leave of training rows. */
export interface Treatment {
  /** What training uses now; the rows it was made from are as they were. */
  readonly rows: RowList;
  /** Rows, and texts of rows that stay, that are left out; synthetic passages that became negatives. */
  readonly leftOut: { readonly rows: number; readonly texts: number };
  readonly moved: number;
}

/** Texts of a row that are left out or moved. */
type Edits = Readonly<Record<TreatedPart, Set<number>>>;

/**
 * The rows as the fixes leave them. It depends on the set of fixes alone, not on the order in which they were chosen, so
 * taking one back gives what there would be without it. Reads again only rows of which a positive is left out.
 */
export function treatRows(
  rows: RowList,
  { remedies }: Pick<Diagnosis, 'remedies'>,
  fixes: readonly FixName[],
): Treatment {
  const chosen = FIX_NAMES.filter((name) => fixes.includes(name)).flatMap((name) => remedies.get(name) ?? []);
  const dropped = new Uint8Array(rows.length);
  for (const remedy of chosen) for (const row of remedy.rows) dropped[row] = 1;
  const edits = new Map<number, Edits>();
  for (const remedy of chosen) for (const { row, part, at } of remedy.texts()) edit(edits, row)[part].add(at);
  for (const [row, { positive }] of edits)
    if (positive.size > 0 && positive.size === rows.at(row)?.positives.length) dropped[row] = 1;
  // What repeats an earlier row goes last, so that one of them stays whatever else is left out.
  for (const remedy of chosen)
    for (const { later, earlier } of remedy.repeats()) if (dropped[earlier] === 0) dropped[later] = 1;
  for (const row of edits.keys()) if (dropped[row] === 1) edits.delete(row);
  return summarise(rows, dropped, edits);
}

function edit(edits: Map<number, Edits>, row: number): Edits {
  const known = edits.get(row);
  if (known !== undefined) return known;
  const fresh: Edits = { positive: new Set(), negative: new Set(), synthetic: new Set() };
  edits.set(row, fresh);
  return fresh;
}

function summarise(rows: RowList, dropped: Uint8Array, edits: ReadonlyMap<number, Edits>): Treatment {
  const kept = placesWhere(rows.length, (row) => dropped[row] === 0);
  let [texts, moved] = [0, 0];
  for (const { positive, negative, synthetic } of edits.values()) {
    texts += positive.size + negative.size;
    moved += synthetic.size;
  }
  return {
    rows: edited(rows, kept, edits),
    leftOut: { rows: rows.length - kept.length, texts },
    moved,
  };
}

/** A view of some of the rows, of which some have texts less. */
function edited(rows: RowList, kept: Int32Array, edits: ReadonlyMap<number, Edits>): RowList {
  const selected = kept.length === rows.length ? rows : selectRows(rows, kept);
  if (edits.size === 0) return selected;
  const editedAt = (index: number, row: TrainingRow): TrainingRow => {
    const found = edits.get(kept[index] ?? 0);
    return found === undefined ? row : withEdits(row, found);
  };
  return {
    length: selected.length,
    at(index) {
      const row = selected.at(index);
      return row === undefined ? undefined : editedAt(index < 0 ? index + selected.length : index, row);
    },
    *[Symbol.iterator]() {
      let index = 0;
      for (const row of selected) yield editedAt(index++, row);
    },
  };
}

function withEdits(row: TrainingRow, { positive, negative, synthetic }: Edits): TrainingRow {
  const { synthetic: passage, positiveIds, ...rest } = row;
  const moves = passage !== undefined && synthetic.size > 0;
  const stays = (_: unknown, at: number): boolean => !positive.has(at);
  return {
    ...rest,
    positives: row.positives.filter(stays),
    ...(positiveIds === undefined ? {} : { positiveIds: positiveIds.filter(stays) }),
    negatives: [...row.negatives.filter((_, at) => !negative.has(at)), ...(moves ? [passage.text] : [])],
    ...(passage === undefined || moves ? {} : { synthetic: passage }),
  };
}
