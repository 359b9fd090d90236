import { InputError } from '../input-error';
import { createRandom } from '../random/random';
import { textKey } from '../text/text-key';
import type { EvalQuery, EvalSet } from './eval-set';
import { poolPassages, type PassagePool } from './passage-pool';
import type { TrainingRow } from './training-row';

/** All rows of each distinct query, in the order of first appearance; keys are `textKey(query)`. */
export function rowsByQuery(rows: readonly TrainingRow[]): Map<string, TrainingRow[]> {
  const groups = new Map<string, TrainingRow[]>();
  for (const row of rows) {
    const key = textKey(row.query);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/**
 * Takes whole queries out of training rows, chosen by the seed, and makes one evaluation set of each part.
 * Every set ranks its queries against all distinct passages of `rows`; the positives of a query, from all its
 * rows, are relevant (grade 1), everything else is not.
 * @throws InputError when not even one query would be left to train on
 */
export function holdOut(
  rows: readonly TrainingRow[],
  parts: readonly { readonly name: string; readonly queries: number }[],
  seed: number,
): { train: TrainingRow[]; sets: EvalSet[] } {
  const groups = rowsByQuery(rows);
  const wanted = parts.reduce((sum, part) => sum + part.queries, 0);
  if (groups.size <= wanted) {
    throw new InputError(
      rows[0]?.file ?? 'training data',
      `there are too few different queries to hold some out for evaluation: ${groups.size}, and at least ` +
        `${wanted + 1} are needed. Add rows, or give evaluation data.`,
    );
  }
  const keys = createRandom(seed).shuffle([...groups.keys()]);
  const pool = poolPassages(rows);
  const held = new Set<string>();
  const sets = parts.map(({ name, queries }) => {
    const chosen = keys.splice(0, queries);
    for (const key of chosen) held.add(key);
    return evalSetOf(
      name,
      chosen.map((key) => groups.get(key) ?? []),
      pool,
    );
  });
  return { train: rows.filter((row) => !held.has(textKey(row.query))), sets };
}

function evalSetOf(name: string, groups: readonly (readonly TrainingRow[])[], pool: PassagePool): EvalSet {
  const queries: EvalQuery[] = [];
  const qrels = new Map<string, Map<string, number>>();
  for (const group of groups) {
    const [first] = group;
    if (!first) continue;
    const given = first.queryId;
    const id =
      given !== undefined && !qrels.has(given) ? given : `${name}-${queries.length + 1}`.replaceAll(' ', '-');
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
