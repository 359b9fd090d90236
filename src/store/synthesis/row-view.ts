import { TEXT_FIELDS, type RowState, type SyntheticRow } from '../../core/synthesis/synthetic-row';

/** What the checks said of a row's texts. */
export type VerdictFilter =
  'any' | 'verified' | 'failed' | 'goodNegative' | 'badNegative' | 'unclear' | 'unchecked' | 'came' | 'lost';

/** Which rows of the table are shown. */
export interface RowView {
  readonly state: RowState | 'any';
  /** Name of a quality filter that the rows did not pass; empty: any rows. */
  readonly flag: string;
  readonly verdict: VerdictFilter;
  /** Shown are rows one of whose texts holds this, in any case; ids count too. */
  readonly text: string;
}

export const ALL_ROWS: RowView = { state: 'any', flag: '', verdict: 'any', text: '' };

/** The rows that a view shows, in the order of the table. */
export function viewRows(rows: readonly SyntheticRow[], view: RowView): readonly SyntheticRow[] {
  const words = view.text.trim();
  if (words === '' && view.state === 'any' && view.flag === '' && view.verdict === 'any') return rows;
  // Several times faster than lower-casing long texts, which typing would wait for.
  const wanted = new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'), 'iu');
  return rows.filter(
    (row) =>
      (view.state === 'any' || row.state === view.state) &&
      (view.flag === '' || row.flags.includes(view.flag)) &&
      VERDICTS[view.verdict](row) &&
      (words === '' || holds(row, wanted)),
  );
}

const VERDICTS: Readonly<Record<VerdictFilter, (row: SyntheticRow) => boolean>> = {
  any: () => true,
  verified: ({ relevance }) => relevance.synthetic === 'relevant',
  failed: ({ relevance }) => relevance.synthetic === 'irrelevant',
  goodNegative: ({ relevance }) => relevance.negative === 'irrelevant',
  badNegative: ({ relevance }) => relevance.negative === 'relevant',
  unclear: ({ relevance: { synthetic, negative } }) =>
    synthetic === 'unparsable' || negative === 'unparsable',
  unchecked: ({ relevance: { synthetic, negative }, roundTrip }) =>
    synthetic === null && negative === null && roundTrip === null,
  came: ({ roundTrip, flags }) => roundTrip !== null && !flags.includes('round-trip'),
  lost: ({ flags }) => flags.includes('round-trip'),
};

function holds(row: SyntheticRow, wanted: RegExp): boolean {
  return (
    TEXT_FIELDS.some((field) => wanted.test(row[field])) ||
    wanted.test(row.id) ||
    (row.sourceId !== null && wanted.test(row.sourceId))
  );
}

/** Whether a person can accept or reject a row: it has to be made. */
export function isDecidable({ state }: SyntheticRow): boolean {
  return state === 'done' || state === 'accepted' || state === 'rejected';
}

/**
 * Rows that accepting or rejecting would change. What a check or a person rejected is accepted only when nothing else
 * was meant: where all rows are rejected ones.
 */
export function toDecide(
  rows: readonly SyntheticRow[],
  state: 'accepted' | 'rejected',
): readonly SyntheticRow[] {
  if (state === 'rejected') return rows.filter((row) => isDecidable(row) && row.state !== state);
  const isMeant = rows.every((row) => row.state === 'rejected');
  return rows.filter((row) => row.state === 'done' || (isMeant && row.state === 'rejected'));
}
