import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import type { EvalQuery, EvalSet } from './eval-set';
import { createNumbering } from './numbering';
import { poolPassages, type PassagePool } from './passage-pool';
import { digestOf } from './row-digest';
import type { RowList } from './row-list';
import { placesWhere, selectRows } from './select-rows';
import type { TrainingRow } from './training-row';

/** The distinct queries of rows (compared by `textHash`), numbered in the order of first appearance. */
export interface QueryGroups {
  readonly count: number;
  /** The number of each row's query. */
  readonly ofRow: Int32Array;
}

export function groupByQuery(rows: RowList): QueryGroups {
  const numbering = createNumbering();
  const ofRow = Int32Array.from(digestOf(rows).queries, (hash) => numbering.numberOf(hash));
  return { count: numbering.size, ofRow };
}

export interface HoldOutOptions {
  readonly seed: number;
  /** The most passages to rank; 0: all (see `poolPassages`). */
  readonly heldOutPassages: number;
}

/** What was held out, and what is left to train on. */
export interface HeldOutSets {
  readonly train: RowList;
  readonly sets: EvalSet[];
  /** Distinct passages of the rows, of which the sets may rank only some. */
  readonly passages: number;
}

/**
 * Takes whole queries out of training rows, chosen by the seed, and makes one evaluation set of each part.
 * Every set ranks its queries against the same distinct passages of `rows`; the positives of a query, from all its
 * rows, are relevant (grade 1), everything else is not.
 * @throws InputError when not even one query would be left to train on
 */
export function holdOut(
  rows: RowList,
  parts: readonly { readonly name: string; readonly queries: number }[],
  { seed, heldOutPassages }: HoldOutOptions,
): HeldOutSets {
  const { count, ofRow } = groupByQuery(rows);
  const wanted = parts.reduce((sum, part) => sum + part.queries, 0);
  if (count <= wanted) {
    throw new InputError(
      rows.at(0)?.file ?? 'training data',
      `there are too few different queries to hold some out for evaluation: ${count}, and at least ` +
        `${wanted + 1} are needed. Add rows, or give evaluation data.`,
    );
  }
  const order = createRandom(seed).shuffle(Array.from({ length: count }, (_, query) => query));
  const held = new Uint8Array(count);
  for (const query of order.slice(0, wanted)) held[query] = 1;
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
  const sets = parts.map(({ name, queries }) => {
    const groups = order.splice(0, queries).map((query) => rowsOf.get(query) ?? []);
    return evalSetOf(name, rows, groups, pool);
  });
  const train = selectRows(
    rows,
    placesWhere(rows.length, (row) => !isHeld(row)),
  );
  return { train, sets, passages: pool.passages };
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
