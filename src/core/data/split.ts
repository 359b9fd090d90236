import type { EvalSet } from './eval-set';
import { holdOut, type HoldOutOptions } from './hold-out';
import { groupByQuery } from './query-groups';
import type { RowList } from './row-list';

export interface HeldOut {
  readonly train: RowList;
  readonly dev: EvalSet;
  readonly test: EvalSet;
  /** Distinct passages of the rows, of which the corpus may hold only some. */
  readonly passages: number;
  /** As those of `HeldOutSets`. */
  readonly notes: readonly string[];
}

export interface SplitOptions extends HoldOutOptions {
  /** The most queries of either side; 0: no limit. */
  readonly heldOutQueries: number;
}

/**
 * Holds out a share of the queries (compared by `textHash`), half for dev and half for test, chosen by the
 * seed, and of many rows less than the share. Two rows of one query never fall on different sides. At least one query goes to each side.
 * @throws InputError when there are fewer than three different queries
 */
export function splitHeldOut(
  rows: RowList,
  share: number,
  { heldOutQueries, ...options }: SplitOptions,
): HeldOut {
  const { count } = groupByQuery(rows);
  const most = heldOutQueries === 0 ? count : 2 * heldOutQueries;
  const held = Math.max(2, Math.min(Math.round(share * count), count - 1, most));
  const devQueries = Math.floor(held / 2);
  const { train, sets, passages, notes } = holdOut(
    rows,
    [
      { name: 'held-out dev', queries: devQueries },
      { name: 'held-out test', queries: held - devQueries },
    ],
    options,
  );
  const [dev, test] = sets;
  if (!dev || !test) throw new Error('holdOut gave fewer sets than parts');
  return { train, dev, test, passages, notes };
}
