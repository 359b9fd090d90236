import type { EvalSet } from './eval-set';
import { holdOut, rowsByQuery } from './hold-out';
import type { TrainingRow } from './training-row';

export interface HeldOut {
  readonly train: readonly TrainingRow[];
  readonly dev: EvalSet;
  readonly test: EvalSet;
}

/**
 * Holds out a share of the queries (compared by `textKey`), half for dev and half for test, chosen by the
 * seed. Two rows of one query never fall on different sides. At least one query goes to each side.
 * @throws InputError when there are fewer than three different queries
 */
export function splitHeldOut(rows: readonly TrainingRow[], share: number, seed: number): HeldOut {
  const queries = rowsByQuery(rows).size;
  const held = Math.max(2, Math.min(Math.round(share * queries), queries - 1));
  const devQueries = Math.floor(held / 2);
  const { train, sets } = holdOut(
    rows,
    [
      { name: 'held-out dev', queries: devQueries },
      { name: 'held-out test', queries: held - devQueries },
    ],
    seed,
  );
  const [dev, test] = sets;
  if (!dev || !test) throw new Error('holdOut gave fewer sets than parts');
  return { train, dev, test };
}
