import type { RowList } from '../data/row-list';
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
  const kept = keptRows(dropped);
  let [texts, moved] = [0, 0];
  for (const { positive, negative, synthetic } of edits.values()) {
    texts += positive.size + negative.size;
    moved += synthetic.size;
  }
  const untouched = kept.length === rows.length && edits.size === 0;
  return {
    rows: untouched ? rows : new TreatedRows(rows, dropped, kept, edits),
    leftOut: { rows: rows.length - kept.length, texts },
    moved,
  };
}

function keptRows(dropped: Uint8Array): Int32Array {
  const kept = new Int32Array(dropped.length);
  let count = 0;
  for (let row = 0; row < dropped.length; row++) if (dropped[row] === 0) kept[count++] = row;
  return kept.slice(0, count);
}

/** A view of other rows: some are left out, some have texts less. */
class TreatedRows implements RowList {
  readonly #rows: RowList;
  readonly #dropped: Uint8Array;
  readonly #kept: Int32Array;
  readonly #edits: ReadonlyMap<number, Edits>;

  constructor(rows: RowList, dropped: Uint8Array, kept: Int32Array, edits: ReadonlyMap<number, Edits>) {
    this.#rows = rows;
    this.#dropped = dropped;
    this.#kept = kept;
    this.#edits = edits;
  }

  get length(): number {
    return this.#kept.length;
  }

  at(index: number): TrainingRow | undefined {
    const row = this.#kept.at(index);
    const found = row === undefined ? undefined : this.#rows.at(row);
    return row === undefined || found === undefined ? undefined : this.#edited(found, row);
  }

  /** In the order of the rows below, which may read ahead. */
  *[Symbol.iterator](): Iterator<TrainingRow> {
    let index = 0;
    for (const row of this.#rows) {
      if (this.#dropped[index] === 0) yield this.#edited(row, index);
      index++;
    }
  }

  #edited(row: TrainingRow, index: number): TrainingRow {
    const edits = this.#edits.get(index);
    return edits === undefined ? row : withEdits(row, edits);
  }
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
