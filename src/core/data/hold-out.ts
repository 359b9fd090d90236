import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import type { Settings } from '../settings/settings';
import type { EvalQuery, EvalSet } from './eval-set';
import { withoutHeldPassages } from './new-passages';
import { poolPassages, type PassagePool } from './passage-pool';
import { pickHeldOut } from './pick-held-out';
import { groupByQuery, markQueries } from './query-groups';
import type { RowList } from './row-list';
import { placesWhere, selectRows } from './select-rows';
import type { TrainingRow } from './training-row';

export interface HoldOutOptions {
  readonly seed: number;
  /** The most passages to rank; 0: all (see `poolPassages`). */
  readonly heldOutPassages: number;
  readonly splitBy: Settings['splitBy'];
}

/** What was held out, and what is left to train on. */
export interface HeldOutSets {
  readonly train: RowList;
  readonly sets: EvalSet[];
  /** Distinct passages of the rows, of which the sets may rank only some. */
  readonly passages: number;
  /** What had to be left out so that passages are new, in sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * Takes whole queries out of training rows, chosen by the seed, and makes one evaluation set of each part. Where their
 * passages are to be new, queries that share a positive passage stay together as far as the numbers allow, and rows that
 * still have such a passage among their texts are left out of training.
 * Every set ranks its queries against the same distinct passages of `rows`; the positives of a query, from all its
 * rows, are relevant (grade 1), everything else is not.
 * @throws InputError when not even one query would be left to train on
 */
export function holdOut(
  rows: RowList,
  parts: readonly { readonly name: string; readonly queries: number }[],
  { seed, heldOutPassages, splitBy }: HoldOutOptions,
): HeldOutSets {
  const groups = groupByQuery(rows);
  const { count, ofRow } = groups;
  const wanted = parts.reduce((sum, part) => sum + part.queries, 0);
  if (count <= wanted) {
    throw new InputError(
      rows.at(0)?.file ?? 'training data',
      `there are too few different queries to hold some out for evaluation: ${count}, and at least ` +
        `${wanted + 1} are needed. Add rows, or give evaluation data.`,
    );
  }
  const wantedOfParts = parts.map(({ queries }) => queries);
  const picked = pickHeldOut(rows, groups, wantedOfParts, { random: createRandom(seed), splitBy });
  const held = markQueries(count, picked.parts.flat());
  const isHeld = (row: number): boolean => held[ofRow[row] ?? 0] === 1;
  const heldPlaces = placesWhere(rows.length, isHeld);
  const pool = poolPassages(rows, { keep: heldPlaces, most: heldOutPassages, seed });
  const rowsOf = new Map<number, number[]>();
  for (const row of heldPlaces) {
    const query = ofRow[row] ?? 0;
    const group = rowsOf.get(query);
    if (group) group.push(row);
    else rowsOf.set(query, [row]);
  }
  const sets = parts.map(({ name }, part) => {
    const queries = picked.parts[part] ?? [];
    return evalSetOf(
      name,
      rows,
      queries.map((query) => rowsOf.get(query) ?? []),
      pool,
    );
  });
  const left = placesWhere(rows.length, (row) => !isHeld(row));
  const { places, notes } = withoutHeldPassages(rows, left, { groups, picked });
  return { train: selectRows(rows, places), sets, passages: pool.passages, notes };
}

function evalSetOf(
  name: string,
  rows: RowList,
  groups: readonly (readonly number[])[],
  pool: PassagePool,
): EvalSet {
  const queries: EvalQuery[] = [];
  const qrels = new Map<string, Map<string, number>>();
  for (const places of groups) {
    const group = places.map((place) => rows.at(place)).filter((row) => row !== undefined);
    const [first] = group;
    if (!first) continue;
    const id = freeId(first, qrels, `${name}-${queries.length + 1}`);
    queries.push({ id, text: first.query });
    const grades = new Map<string, number>();
    for (const text of group.flatMap((row) => row.positives)) {
      const passage = pool.idOf(text);
      if (passage !== undefined) grades.set(passage, 1);
    }
    qrels.set(id, grades);
  }
  return { name, corpus: pool.corpus, queries, qrels };
}

function freeId({ queryId }: TrainingRow, taken: ReadonlyMap<string, unknown>, made: string): string {
  return queryId !== undefined && !taken.has(queryId) ? queryId : made.replaceAll(' ', '-');
}
