import { liftRejection, isRejectedByFilter, RowFlagger } from './filters/flag-rows';
import type { SynthesisSettings } from './recipe';
import type { SyntheticRow } from './synthetic-row';

/** Ranks looked at in a round trip beyond those that count, so that the table says how far a document is. */
export const RANKS_LOOKED_AT = 100;

/** What flags go by beside the texts. */
const NAMES = [
  'filterMinWords',
  'filterMaxWords',
  'filterCopyShare',
  'filterLanguage',
  'roundTrip',
  'llmMaxTokens',
] as const;

export interface Review {
  /** Rows that are to take the place of those with their ids. */
  readonly rows: readonly SyntheticRow[];
  readonly rejected: number;
  readonly lifted: number;
  /** Rows that wait again, because longer replies are allowed than the one that was cut off. */
  readonly again: number;
}

/**
 * Looks anew at rows where the settings that flags go by are others than before. What a person decided stays.
 * @param planned ids of the rows that work can be done on
 */
export function reviewRows(
  rows: readonly SyntheticRow[],
  settings: { readonly before: SynthesisSettings; readonly now: SynthesisSettings },
  { heldOut, planned }: { readonly heldOut: ReadonlySet<number>; readonly planned: ReadonlySet<string> },
): Review {
  const { before, now } = settings;
  const count = { rejected: 0, lifted: 0, again: 0 };
  if (NAMES.every((name) => before[name] === now[name])) return { rows: [], ...count };
  const flagger = new RowFlagger(
    now,
    heldOut,
    rows.filter(({ state }) => state === 'accepted'),
  );
  const changed = rows.flatMap((row) => {
    const isCut = isRejectedByFilter(row) && row.flags.includes('cut-off');
    const writeAgain = isCut && planned.has(row.id) && now.llmMaxTokens > before.llmMaxTokens;
    const renewed = writeAgain ? unwritten(row) : flagger.flagAnew(withDepth(row, before, now));
    if (writeAgain) count.again++;
    else if (row.state !== renewed.state) count[renewed.state === 'rejected' ? 'rejected' : 'lifted']++;
    const isSame =
      row.state === renewed.state &&
      row.roundTrip === renewed.roundTrip &&
      row.flags.join() === renewed.flags.join();
    return isSame ? [] : [renewed];
  });
  return { rows: changed, ...count };
}

/** What a review did, in a sentence; empty where it changed no state. */
export function describeReview({ rejected, lifted, again }: Omit<Review, 'rows'>): string {
  const parts = [
    ...(rejected > 0 ? [`${rejected} more rejected`] : []),
    ...(lifted > 0 ? [`${lifted} no longer rejected`] : []),
    ...(again > 0 ? [`${again} written again`] : []),
  ];
  return parts.length === 0 ? '' : `Rows looked at anew by the changed settings: ${parts.join(', ')}.`;
}

/** The row as another number of first ranks judges its round trip; to be looked up again where its rank is not known. */
function withDepth(row: SyntheticRow, before: SynthesisSettings, now: SynthesisSettings): SyntheticRow {
  const { roundTrip: rank } = row;
  if (rank === null || before.roundTrip === now.roundTrip) return row;
  const lookedAt = Math.max(before.roundTrip, RANKS_LOOKED_AT);
  const isUnknown = now.roundTrip === 0 || (rank === 0 && now.roundTrip > lookedAt);
  const came = isUnknown || (rank > 0 && rank <= now.roundTrip);
  const flags = [...row.flags.filter((flag) => flag !== 'round-trip'), ...(came ? [] : ['round-trip'])];
  return { ...liftRejection(row), flags, roundTrip: isUnknown ? null : rank };
}

/** The row as it was before its texts were asked for; its query stays. */
function unwritten(row: SyntheticRow): SyntheticRow {
  const { positive: _, cot: __, negative: ___, verify: ____, ...promptVersions } = row.promptVersions;
  return {
    ...row,
    ...{ synthetic: '', cot: '', negative: '', state: 'waiting', flags: [], checked: null, promptVersions },
    relevance: { synthetic: null, negative: null },
  };
}
